/** Whatever is said in a room, and whenever entries leave a window at the top: who goes back finds everything, once and in order. */
import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { ManualTime } from '../../e2e/peers/manual-time.ts'
import { TemporaryFolder } from '../../e2e/peers/temporary-folder.ts'
import { isFor, type LogEvent } from '../core/common/native/log-event.ts'
import { entryOf, roomEventOf } from '../core/common/native/log-projection.ts'
import { newRoom } from '../core/common/new-room.ts'
import { type Entry, mostLoadedEntries } from '../core/common/room.ts'
import type { RoomEventBody } from '../core/common/room-event.ts'
import { LogConfirmation } from '../core/node/log-confirmation.ts'
import { NativeActs } from '../core/node/native-acts.ts'
import { NativePeople } from '../core/node/native-people.ts'
import { NativeReading } from '../core/node/native-reading.ts'
import { openRoomLog } from '../core/node/open-room-log.ts'
import type { LogEventBody, RoomLog } from '../core/node/room-log.ts'
import { TypingBoard } from '../core/node/typing-board.ts'
import { pagesOf } from './hosted-log.ts'
import { RoomSession, type RoomActions } from './room-session.ts'

// With windows that hold less, all this comes to pass in little time.
vi.mock('../core/common/room.ts', async (importOriginal) => {
  return { ...(await importOriginal<object>()), maxEntries: 40, leavingAtOnce: 10, mostLoadedEntries: 500 }
})

const retention = { stored: true, messages: 10_000, days: 30 }
const [host, guest, other, another] = ['host', 'guest', 'other', 'another'].map((id) => {
  return { id, nickname: id, kind: 'native' } as const
}) as [NativePerson, NativePerson, NativePerson, NativePerson]
type NativePerson = { readonly id: string; readonly nickname: string; readonly kind: 'native' }

const named = ({ id, nickname }: NativePerson) => ({ personId: id, nickname })
const authorOf = (person: NativePerson) => ({ ...named(person), kind: person.kind })

/** What can happen in the room, with the number that it has among everything that has happened. */
const happenings: Readonly<Record<string, (number: number) => LogEventBody>> = {
  'the host speaks': (number) => ({ type: 'message', id: `m${number}`, author: authorOf(host), text: 'hi' }),
  'the guest speaks': (number) => ({ type: 'message', id: `m${number}`, author: authorOf(guest), text: 'hi' }),
  'somebody speaks': (number) => ({ type: 'message', id: `m${number}`, author: authorOf(other), text: 'hi' }),
  'others whisper': (number) => {
    return { type: 'message', id: `m${number}`, author: authorOf(other), text: 'psst', to: named(another) }
  },
  'somebody reacts': (number) => {
    const reaction = { id: `r${number}`, target: 'm0', person: named(other), emoji: '👍', on: number % 2 === 0 }
    return { type: 'reacted', ...reaction }
  },
  'somebody edits': (number) => {
    return { type: 'edited', id: `e${number}`, target: `m${number - 1}`, personId: other.id, text: 'hello' }
  },
  'somebody comes': () => ({ type: 'joined', person: other }),
  'somebody goes': () => ({ type: 'left', personId: other.id, nickname: other.nickname }),
  'somebody sets the topic': (number) => ({ type: 'topic', id: `t${number}`, person: named(other), topic: 'Tides' }),
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...Object.keys(happenings)), fc.integer({ min: 1, max: 130 })) },
  { weight: 4, arbitrary: fc.constantFrom('the host looks back', 'the guest looks back', 'a page comes') },
  { weight: 1, arbitrary: fc.constant('something is noticed') },
)

/** A room with a host and a guest who look at it. */
class World implements Disposable {
  readonly log: RoomLog
  readonly hostWindow: RoomSession
  readonly guestWindow: RoomSession
  readonly #folder = new TemporaryFolder()
  readonly #all: LogEvent[] = []
  readonly #reading: NativeReading

  constructor(steps: readonly (readonly [string, number])[]) {
    this.log = openRoomLog(this.#folder.path, () => {})
    this.log.on('committed', (events) => this.#all.push(...events))
    for (const [what, times] of steps) this.happen(what, times)
    const nextPage = pagesOf(this.log, host.id)
    const past = nextPage()
    this.hostWindow = windowOf(host, { entries: past.entries, hasMoreHistory: past.more }, (untilId, above) =>
      this.hostWindow.record({
        type: 'history.loaded',
        ...nextPage(untilId, above),
        ...(above !== undefined && { above }),
      }),
    )
    this.guestWindow = windowOf(guest, {}, (untilId, above) => this.#reading.lookBack(untilId, above))
    this.#reading = readingOf((body) => this.guestWindow.record(body))
    this.log.on('committed', (events) => {
      for (const event of events.filter((event) => isFor(event, host.id)))
        this.hostWindow.record(roomEventOf(event, { selfId: host.id, past: false }))
      this.#reading.push(events.filter((event) => isFor(event, guest.id)))
    })
    this.#letGuestIn()
  }

  happen(what: string, times: number): void {
    for (let count = 0; count < times; count += 1) {
      const body = happenings[what]?.(this.#all.length + count)
      if (body) this.log.append(body)
    }
    this.log.flush()
  }

  notice(): void {
    const notice = { kind: 'notice', id: `n${this.#all.length}`, at: 0, text: '', tone: 'quiet' } as const
    for (const window of [this.hostWindow, this.guestWindow]) window.record({ type: 'notice.added', notice })
  }

  /** The host of the guest answers what it has been asked for, if anything. */
  answer(): boolean {
    const asked = this.#reading.nextRequest()
    if (!asked) return false
    const { events, more } = this.log.before(asked.before, asked.limit, guest.id, asked.limit)
    this.#reading.pushPage({ type: 'page', request: asked.request, events: [...events], done: true, more })
    return true
  }

  /** Everything that a person may know of, as their window shows it. */
  known({ id }: NativePerson): string[] {
    return this.#all
      .filter((event) => isFor(event, id))
      .flatMap((event) => entryOf(event, { selfId: id, past: true })?.id ?? [])
  }

  [Symbol.dispose](): void {
    this.hostWindow.close()
    this.guestWindow.close()
    this.log.close()
    this.#folder[Symbol.dispose]()
  }

  #letGuestIn(): void {
    const { lastSeq, roomId } = this.log
    const { events, more } = this.log.before(lastSeq + 1, 100, guest.id, 100)
    const room = { id: roomId, name: 'Room', topic: '', slowSeconds: 0, retention }
    this.#reading.begin({ type: 'welcome', version: 1, room, self: guest, people: [guest], lastSeq, complete: !more })
    this.#reading.push(events)
    if (events.at(-1)?.seq !== lastSeq && lastSeq > 0) this.#reading.push([])
  }
}

function windowOf(
  { id, nickname }: NativePerson,
  begun: { readonly entries?: readonly Entry[]; readonly hasMoreHistory?: boolean },
  loadHistory: RoomActions['loadHistory'],
): RoomSession {
  const self = { personId: id, nickname }
  const state = newRoom({ id: 'room', name: 'Room', addresses: [], self, retention, ...begun })
  return new RoomSession(state, { loadHistory } as RoomActions, () => {})
}

function readingOf(happened: (body: RoomEventBody) => void): NativeReading {
  const timers = new ManualTime()
  const ignored = (): void => {}
  let requests = 0
  return new NativeReading({
    history: 100,
    createId: () => `request ${(requests += 1)}`,
    people: new NativePeople(guest),
    acts: new NativeActs({ written: ignored, settled: ignored, rejected: ignored }),
    listener: { happened, noticed: ignored },
    typing: new TypingBoard(timers, ignored),
    confirmation: new LogConfirmation(timers, () => 2, ignored),
  })
}

/** What a window shows of the log. */
function shownIn({ state }: RoomSession): string[] {
  return state.entries.filter(({ kind }) => kind !== 'notice').map(({ id }) => id)
}

/** Asks as often as a window would: once for each oldest entry. */
function goAllTheWayBack(world: World, window: RoomSession): void {
  while (window.state.hasMoreHistory) {
    const [oldest] = window.state.entries
    window.loadHistory()
    while (world.answer());
    expect(window.state.entries[0] !== oldest || !window.state.hasMoreHistory).toBe(true)
  }
}

test('who goes back finds everything, once and in order', () => {
  const before = fc.array(fc.tuple(fc.constantFrom(...Object.keys(happenings)), fc.integer({ min: 1, max: 130 })), {
    maxLength: 8,
  })
  fc.assert(
    fc.property(before, fc.array(step, { maxLength: 30 }), (begun, steps) => {
      using world = new World(begun)
      const windows = [
        [world.hostWindow, host],
        [world.guestWindow, guest],
      ] as const
      for (const next of steps) {
        if (typeof next !== 'string') world.happen(...next)
        else if (next === 'the host looks back') world.hostWindow.loadHistory()
        else if (next === 'the guest looks back') world.guestWindow.loadHistory()
        else if (next === 'a page comes') world.answer()
        else world.notice()
        for (const [window, person] of windows) {
          const shown = shownIn(window)
          expect(shown).toEqual(shown.length === 0 ? [] : world.known(person).slice(-shown.length))
        }
      }
      while (world.answer());
      for (const [window, person] of windows) {
        goAllTheWayBack(world, window)
        const isFull = window.state.entries.length >= mostLoadedEntries
        if (!isFull) expect(shownIn(window)).toEqual(world.known(person))
      }
    }),
    { numRuns: 30 },
  )
})
