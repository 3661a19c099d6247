/** How this computer's own copies of conversations lie in their file. */

/**
 * A message's `id` is made of its time (milliseconds since 1970, times a thousand), so that the order of the rows is that of
 * time: a search, whose results come newest first, can end when it has enough of them.
 *
 * `spaced` is the text with blanks where its script has none, and null where that makes no difference.
 */
export const archiveMigrations: readonly string[] = [
  `CREATE TABLE room (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, read_at REAL) STRICT;
   CREATE TABLE message (
     id INTEGER PRIMARY KEY, room INTEGER NOT NULL REFERENCES room (id), message_id TEXT NOT NULL,
     nickname TEXT NOT NULL, text TEXT NOT NULL, spaced TEXT, revision INTEGER NOT NULL, body TEXT NOT NULL,
     reply_to TEXT AS (json_extract(body, '$.replyTo.id')) VIRTUAL,
     UNIQUE (room, message_id)
   ) STRICT;
   CREATE INDEX message_by_room ON message (room, id);
   CREATE INDEX message_by_reply ON message (reply_to) WHERE reply_to IS NOT NULL;
   CREATE VIEW searchable (id, text, author, scope) AS
     SELECT id, coalesce(spaced, text), nickname, 'room' || room FROM message;
   CREATE VIRTUAL TABLE search USING fts5 (
     text, author, scope, content = 'searchable', content_rowid = 'id',
     tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
   );
   INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
   CREATE TRIGGER message_added AFTER INSERT ON message BEGIN
     INSERT INTO search (rowid, text, author, scope)
       VALUES (new.id, coalesce(new.spaced, new.text), new.nickname, 'room' || new.room);
   END;
   CREATE TRIGGER message_erased AFTER DELETE ON message BEGIN
     INSERT INTO search (search, rowid, text, author, scope)
       VALUES ('delete', old.id, coalesce(old.spaced, old.text), old.nickname, 'room' || old.room);
   END;
   CREATE TRIGGER message_changed AFTER UPDATE OF text, spaced, nickname ON message BEGIN
     INSERT INTO search (search, rowid, text, author, scope)
       VALUES ('delete', old.id, coalesce(old.spaced, old.text), old.nickname, 'room' || old.room);
     INSERT INTO search (rowid, text, author, scope)
       VALUES (new.id, coalesce(new.spaced, new.text), new.nickname, 'room' || new.room);
   END;
   CREATE TABLE unsent (
     position INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, act_id TEXT NOT NULL, body TEXT NOT NULL,
     UNIQUE (address, act_id)
   ) STRICT;`,
  // Rooms that are here already have been visited.
  'ALTER TABLE room ADD COLUMN came_at REAL; UPDATE room SET came_at = 0;',
]
