/** A guest's reading of whatever a host says: as far as its window, the lines of a terminal and an export. */
import assert from 'node:assert/strict'
import { applyEvents } from '../src/core/common/apply-events.ts'
import { classicLinesOf } from '../src/core/common/classic/event-lines.ts'
import type { LogEvent } from '../src/core/common/native/log-event.ts'
import { entryOf, roomEventOf } from '../src/core/common/native/log-projection.ts'
import { LogReader, type LogReading } from '../src/core/common/native/log-reader.ts'
import type { HostMessage } from '../src/core/common/native/messages.ts'
import { harmlessEvent, harmlessPerson } from '../src/core/common/native/peer-events.ts'
import { newRoom } from '../src/core/common/new-room.ts'
import { plainLines } from '../src/core/common/plain-lines.ts'
import type { MessageEntry, RoomEventBody, RoomState } from '../src/core/common/room.ts'
import { printable } from '../src/core/common/unsafe-text.ts'
import { jsonOf } from '../src/core/node/archive/export-json.ts'
import { markdownOf } from '../src/core/node/archive/export-markdown.ts'

const self = { personId: 'key:me', nickname: 'me' }
const view = { selfId: self.personId, past: false }
const exportedAt = 1_764_000_000_000
/** A host that answers every page has to be done some time. */
const mostRequests = 2
const heading = /^ {0,3}(?:#{1,6}(?:\s|$)|=+\s*$|-+\s*$)/

export class ReadRoom {
  #room: RoomState = newRoom({ id: 'room', name: 'Room', addresses: [], self })
  readonly #reader = new LogReader(100)
  #lastSeq = 0
  /** Before it is welcomed, a guest takes nothing of what follows a welcome. */
  #isIn = false

  /** @throws AssertionError where something does not hold */
  hear(message: HostMessage): void {
    const reader = this.#reader
    if (message.type === 'welcome') {
      this.#isIn = true
      this.#tell(reader.begin(message))
      // A room that lost its end in a crash counts on from where it is.
      this.#lastSeq = Math.min(reader.lastSeq, message.lastSeq)
    } else if (!this.#isIn) return
    else if (message.type === 'events') this.#tell(reader.push(message.events, message.leftOut?.upTo))
    else if (message.type === 'page') this.#tell(reader.pushPage(message))
    else if (message.type === 'person') this.#happen({ type: 'person.changed', person: harmlessPerson(message.person) })
    this.#reader.wantOlder()
    let requests = 0
    while (this.#reader.nextRequest()) requests += 1
    assert.ok(requests < mostRequests, 'One page is asked for at a time.')
  }

  /** What must hold of what somebody has read, and takes with them. @throws AssertionError */
  check(): void {
    const messages = this.#room.entries.filter((entry): entry is MessageEntry => entry.kind === 'message')
    for (const { author } of messages) assert.equal(printable(author.nickname), author.nickname)
    const lines = [...markdownOf('Room', messages, exportedAt)].join('').split('\n')
    const own = lines.filter((line) => line === '# Room' || /^## \d+-\d\d-\d\d$/.test(line))
    assert.deepEqual(
      lines.filter((line) => heading.test(line)),
      own,
      'A message passes for a heading of the export.',
    )
    const room = { key: 'native:room', name: 'Room' }
    JSON.parse([...jsonOf(room, messages, exportedAt)].join(''))
  }

  #tell(readings: readonly LogReading[]): void {
    for (const reading of readings) {
      if (reading.type === 'lost') continue
      // Another room has numbers of its own.
      if (reading.type === 'newest') this.#lastSeq = 0
      const events = reading.events.map(harmlessEvent)
      if (reading.type !== 'next') {
        const entries = events.flatMap((event) => entryOf(event, { ...view, past: true }) ?? [])
        this.#happen({ type: 'history.loaded', entries, more: reading.more })
      } else for (const event of events) this.#read(event)
    }
  }

  #read(event: LogEvent): void {
    assert.ok(event.seq > this.#lastSeq, 'What comes next has a higher number.')
    this.#lastSeq = event.seq
    classicLinesOf(event, () => null)
    this.#happen(roomEventOf(event, view))
  }

  #happen(event: RoomEventBody): void {
    plainLines(event, () => ({ nickname: 'Amara', text: 'hi' }))
    this.#room = applyEvents(this.#room, [{ ...event, seq: this.#room.seq + 1 }])
  }
}
