/** A guest's reading of whatever a host says: as far as its window, the lines of a terminal and an export. */
import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { applyEvents } from '../src/core/common/apply-events.ts'
import { classicLinesOf } from '../src/core/common/classic/event-lines.ts'
import { defaultLimits } from '../src/core/common/limits.ts'
import type { ClientMessage, HostMessage } from '../src/core/common/native/messages.ts'
import { harmlessEvent } from '../src/core/common/native/peer-events.ts'
import { newRoom } from '../src/core/common/new-room.ts'
import { plainLines } from '../src/core/common/plain-lines.ts'
import { countReactions, mostReactions } from '../src/core/common/reactions.ts'
import { isPast, type MessageEntry, type RoomState } from '../src/core/common/room.ts'
import type { RoomEventBody } from '../src/core/common/room-event.ts'
import { printable } from '../src/core/common/unsafe-text.ts'
import { jsonOf } from '../src/core/node/archive/export-json.ts'
import { markdownOf } from '../src/core/node/archive/export-markdown.ts'
import type { Welcome } from '../src/core/node/native-hello.ts'
import { maxPeople } from '../src/core/node/native-people.ts'
import type { NativeServerConnection } from '../src/core/node/native-server-connection.ts'
import { NativeSession } from '../src/core/node/native-session.ts'

const self = { id: 'key:me', nickname: 'me', kind: 'native' } as const
const exportedAt = 1_764_000_000_000
const heading = /^ {0,3}(?:#{1,6}(?:\s|$)|=+\s*$|-+\s*$)/
/** What the pages that are asked for are called, so that a seed can bring them. */
const request = 'r'
const noTimers = { after: () => () => {}, now: () => 0 }

/** A connection over which a host says what a test tells it to. */
class Line extends EventEmitter<{ messages: [readonly HostMessage[]]; closed: [reason: string, bye: null] }> {
  readonly welcome: Welcome
  readonly capabilities = ['history', 'receipts', 'typing']
  isAsked = false

  constructor(welcome: Welcome) {
    super()
    this.welcome = welcome
  }

  send({ type }: ClientMessage): void {
    if (type !== 'page') return
    assert.ok(!this.isAsked, 'One page is asked for at a time.')
    this.isAsked = true
  }
}

export class ReadRoom {
  #room: RoomState = newRoom({ id: 'room', name: 'Room', addresses: [], self: { ...self, personId: self.id } })
  readonly #session = new NativeSession(
    {
      self,
      history: 100,
      limits: defaultLimits,
      habits: () => ({ sendReceipts: true }),
      timers: noTimers,
      createId: () => request,
    },
    {
      happened: (event) => this.#happen(event),
      noticed: (text, tone) =>
        this.#happen({
          type: 'notice.added',
          notice: { kind: 'notice', id: `notice ${this.#room.seq}`, at: 0, text, tone },
        }),
      written: () => {},
      settled: () => {},
      rejected: () => {},
      ended: () => {},
    },
  )
  /** Before it is welcomed, a guest takes nothing of what follows a welcome. */
  #line: Line | null = null
  #lastSeq = 0

  /** A welcome is that of another connection. @throws AssertionError where something does not hold */
  hear(message: HostMessage): void {
    if (message.type === 'welcome') this.#enter(message)
    else if (!this.#line) return
    if (message.type === 'events') for (const event of message.events) classicLinesOf(harmlessEvent(event), () => null)
    const isAnswer = message.type === 'page' && message.request === request && message.done
    if (isAnswer && this.#line) this.#line.isAsked = false
    this.#line?.emit('messages', [message])
    // A room that lost its end in a crash counts on from where it is.
    if (message.type === 'welcome') this.#lastSeq = Math.min(this.#session.position?.seq ?? 0, message.lastSeq)
    if (this.#room.hasMoreHistory) this.#session.loadHistory()
  }

  #enter(welcome: Welcome): void {
    this.#line?.emit('closed', 'It is gone.', null)
    this.#line = new Line(welcome)
    this.#session.attach(this.#line as unknown as NativeServerConnection, false)
  }

  /** What must hold of what somebody has read, and takes with them. @throws AssertionError */
  check(): void {
    const messages = this.#room.entries.filter((entry): entry is MessageEntry => entry.kind === 'message')
    for (const { author, text, reactions = [] } of messages) {
      assert.equal(printable(author.nickname), author.nickname)
      assert.ok(text.length <= defaultLimits.messageBytes, 'A text is longer than any that a room takes.')
      assert.ok(countReactions(reactions) <= mostReactions, 'A message has more reactions than it takes.')
    }
    // Ourselves as well.
    assert.ok(this.#room.people.length <= maxPeople + 1, 'More people are remembered than there may be.')
    assert.ok(this.#room.typing.length <= this.#room.people.length, 'Somebody writes who is not here.')
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

  #happen(event: RoomEventBody): void {
    this.#checkOrder(event)
    plainLines(event, () => ({ nickname: 'Amara', text: 'hi' }))
    this.#room = applyEvents(this.#room, [{ ...event, seq: this.#room.seq + 1 }])
  }

  #checkOrder(event: RoomEventBody): void {
    const entry = event.type === 'message.added' ? event.message : 'entry' in event ? event.entry : undefined
    if (!entry?.logSeq || isPast(entry)) return
    assert.ok(entry.logSeq > this.#lastSeq, 'What comes next has a higher number.')
    this.#lastSeq = entry.logSeq
  }
}
