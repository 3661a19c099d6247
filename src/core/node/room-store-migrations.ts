/** The shape of a room's file. */

/** Each brings a file from the version before to the next one; `user_version` counts those that are done. */
export const migrations: readonly string[] = [
  `CREATE TABLE room (id TEXT NOT NULL, last_seq INTEGER NOT NULL, is_open INTEGER NOT NULL) STRICT;
   CREATE TABLE event (seq INTEGER PRIMARY KEY, at REAL NOT NULL, message_id TEXT, body TEXT NOT NULL) STRICT;
   CREATE INDEX event_by_time ON event (at);
   CREATE INDEX event_by_message ON event (message_id) WHERE message_id IS NOT NULL;`,
  // What people do with messages: known by an id of its own, found by the message that it is about.
  `ALTER TABLE room ADD COLUMN rules TEXT;
   ALTER TABLE event ADD COLUMN change_id TEXT AS (iif(message_id IS NULL, json_extract(body, '$.id'), NULL)) VIRTUAL;
   ALTER TABLE event ADD COLUMN target TEXT AS (json_extract(body, '$.target')) VIRTUAL;
   ALTER TABLE event ADD COLUMN reply_to TEXT AS (json_extract(body, '$.replyTo.id')) VIRTUAL;
   CREATE INDEX event_by_change ON event (change_id) WHERE change_id IS NOT NULL;
   CREATE INDEX event_by_target ON event (target) WHERE target IS NOT NULL;
   CREATE INDEX event_by_reply ON event (reply_to) WHERE reply_to IS NOT NULL;`,
  // Whoever asks again for what has been erased must not get it a second time. Only a key can come back.
  `CREATE TABLE erased (person TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, at REAL NOT NULL,
     PRIMARY KEY (person, id)) STRICT, WITHOUT ROWID;
   CREATE INDEX erased_by_seq ON erased (seq);
   CREATE TRIGGER remember_erased BEFORE DELETE ON event
     WHEN json_extract(old.body, '$.id') IS NOT NULL
       AND coalesce(old.body ->> '$.author.personId', old.body ->> '$.person.personId', old.body ->> '$.personId') GLOB 'key:*'
   BEGIN
     INSERT OR REPLACE INTO erased VALUES (
       coalesce(old.body ->> '$.author.personId', old.body ->> '$.person.personId', old.body ->> '$.personId'),
       old.body ->> '$.id', old.seq, old.at);
   END;`,
  // Counts the syncs: SQLite waits for the disk only if something is different.
  `ALTER TABLE room ADD COLUMN syncs INTEGER NOT NULL DEFAULT 0;`,
  // A room is known by its key. One that had only an id gets a key when it is opened, and is another one from then on.
  `ALTER TABLE room ADD COLUMN key TEXT;
   ALTER TABLE room DROP COLUMN id;`,
  // Who was there when something was said, and how far they have come: from it follows who has what.
  `CREATE TABLE audience (first_seq INTEGER PRIMARY KEY, last_seq INTEGER NOT NULL, people TEXT NOT NULL) STRICT;
   CREATE TABLE reader (person TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;`,
  // Which ids were asked for outlives what they stand for: to erase an event touches no index of ids, whose places are all over.
  `CREATE TABLE asked (seq INTEGER PRIMARY KEY, at REAL NOT NULL, person TEXT, id TEXT NOT NULL) STRICT;
   INSERT OR IGNORE INTO asked SELECT seq, at, person, id FROM erased;
   INSERT OR REPLACE INTO asked SELECT seq, at,
     coalesce(body ->> '$.author.personId', body ->> '$.person.personId', body ->> '$.personId'), body ->> '$.id'
     FROM event WHERE body ->> '$.id' IS NOT NULL;
   CREATE INDEX asked_by_id ON asked (id);
   CREATE TABLE kept (seq INTEGER PRIMARY KEY, at REAL NOT NULL, is_message INTEGER NOT NULL, target TEXT, reply_to TEXT,
     body TEXT NOT NULL) STRICT;
   INSERT INTO kept SELECT seq, at, message_id IS NOT NULL, target, reply_to, body FROM event;
   DROP TABLE event;
   DROP TABLE erased;
   ALTER TABLE kept RENAME TO event;
   CREATE INDEX event_by_time ON event (at);
   CREATE INDEX event_by_target ON event (target) WHERE target IS NOT NULL;
   CREATE INDEX event_by_reply ON event (reply_to) WHERE reply_to IS NOT NULL;`,
]
