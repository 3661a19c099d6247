import { expect, test } from 'vitest'
import type { Person, RoomState } from '../../core/common/room.ts'
import type { RoomEvent } from '../../core/common/room-event.ts'
import { applyEvents } from '../../core/common/apply-events.ts'
import { newRoom } from '../../core/common/new-room.ts'
import { identityColour, identityColours } from '../view/identity.ts'
import { colourIn, coloursAfter, coloursOf, noColours, type Colours } from './colours.ts'

const self = { personId: 'me', nickname: 'Ada' }

const person = (nickname: string, id = nickname): Person => ({ id, nickname, kind: 'native' })

/** Ada’s, at her own window. */
function room(nicknames: readonly string[] = []): RoomState {
  const people = [person('Ada', 'me'), ...nicknames.map((name) => person(name))]
  return newRoom({ id: 'r', name: 'r', role: { kind: 'host', exposure: 'this-computer' }, self, people })
}

/** Names that this colour suits. */
function namesOf(colour: number): string[] {
  return Array.from({ length: 1000 }, (_, index) => `guest ${index}`).filter((name) => identityColour(name) === colour)
}

/** Other names that would like the colour of this one. */
function rivalsOf(nickname: string, count: number): string[] {
  return namesOf(identityColour(nickname)).slice(0, count)
}

class Watched {
  room: RoomState
  colours: Colours

  constructor(nicknames: readonly string[] = []) {
    this.room = room(nicknames)
    this.colours = coloursOf(this.room)
  }

  hear(event: RoomEvent extends infer E ? (E extends RoomEvent ? Omit<E, 'seq'> : never) : never): void {
    const events = [{ ...event, seq: this.room.seq + 1 } as RoomEvent]
    const next = applyEvents(this.room, events)
    this.colours = coloursAfter(this.colours, this.room, next, events)
    this.room = next
  }

  of(nickname: string): number {
    return colourIn(this.colours, nickname)
  }
}

test('as many people as there are colours differ, whatever their names', () => {
  const names = rivalsOf('Ada', identityColours - 1)
  const { colours } = new Watched(names)
  expect(new Set(['Ada', ...names].map((name) => colourIn(colours, name))).size).toBe(identityColours)
})

test('more people than colours share them evenly', () => {
  const names = rivalsOf('Ada', 2 * identityColours - 1)
  const { colours } = new Watched(names)
  const counts = Map.groupBy(['Ada', ...names], (name) => colourIn(colours, name))
  expect([...counts.values()].map(({ length }) => length)).toEqual(Array.from({ length: identityColours }, () => 2))
})

test('nobody’s colour changes when others come, go and come back', () => {
  const [bo = '', cy = ''] = rivalsOf('Ada', 2)
  const watched = new Watched([bo])
  const before = [watched.of('Ada'), watched.of(bo)]
  expect(before[0]).toBe(identityColour('Ada'))
  watched.hear({ type: 'person.joined', person: person(cy) })
  watched.hear({ type: 'person.left', personId: bo })
  watched.hear({ type: 'people.reset', people: [person(cy), person('Ada', 'me')] })
  watched.hear({ type: 'person.joined', person: person(bo) })
  expect([watched.of('Ada'), watched.of(bo)]).toEqual(before)
  expect(before).not.toContain(watched.of(cy))
  const again = coloursOf(watched.room, watched.colours)
  expect(again).toBe(watched.colours)
})

test('a colour goes along with a new name', () => {
  const watched = new Watched(['Bo'])
  const [ada, bo] = [watched.of('Ada'), watched.of('Bo')]
  watched.hear({ type: 'person.changed', person: person('Bobby', 'Bo') })
  watched.hear({ type: 'self.renamed', nickname: 'Countess' })
  expect([watched.of('Countess'), watched.of('Bobby'), watched.of('Bo')]).toEqual([ada, bo, bo])
})

test('who is not there any more, but has spoken, has another colour than those who are there', () => {
  const [bo = '', cy = ''] = rivalsOf('Ada', 2)
  const watched = new Watched()
  const author = (nickname: string) => ({ personId: nickname, nickname, kind: 'native' }) as const
  const message = (nickname: string) =>
    ({
      kind: 'message',
      id: nickname,
      at: 1,
      author: author(nickname),
      text: 'hi',
      own: false,
      delivery: { state: 'received' },
    }) as const
  watched.hear({ type: 'history.loaded', entries: [message(bo)], more: false })
  watched.hear({ type: 'message.added', message: message(cy) })
  expect([watched.of(bo), watched.of(cy)]).not.toContain(watched.of('Ada'))
})

test('who comes later sees the same colours as who has been there, and whoever has gone', () => {
  const [bo = '', cy = '', dee = '', zoe = ''] = rivalsOf('Ada', 4)
  const host = new Watched()
  host.hear({ type: 'person.joined', person: person(dee) })
  host.hear({ type: 'person.left', personId: dee })
  for (const name of [bo, 'Kenji', cy]) host.hear({ type: 'person.joined', person: person(name) })
  const newcomer = person(zoe)
  const others = host.room.people
  host.hear({ type: 'person.joined', person: newcomer })
  // Everybody is first in their own window.
  const guest = newRoom({
    ...room(),
    role: { kind: 'guest' },
    self: { personId: zoe, nickname: zoe },
    people: [newcomer, ...others],
  })
  const colours = coloursOf(guest)
  for (const { nickname } of host.room.people) expect(colourIn(colours, nickname)).toBe(host.of(nickname))
})

test('who has gone keeps no colour from who comes, and finds another one on coming back', () => {
  const [bo = ''] = rivalsOf('Ada', 1)
  const other = new Watched([bo])
  other.hear({ type: 'person.left', personId: bo })
  expect(other.of(bo)).not.toBe(other.of('Ada'))
  const [cy = ''] = namesOf(other.of(bo))
  other.hear({ type: 'person.joined', person: person(cy) })
  expect(other.of(cy)).toBe(identityColour(cy))
  other.hear({ type: 'person.joined', person: person(bo) })
  expect(new Set(['Ada', bo, cy].map((name) => other.of(name))).size).toBe(3)
})

test('one who is there takes a colour from those who are gone rather than from anybody present', () => {
  const watched = new Watched()
  for (let index = 0; index < 3 * identityColours; index += 1) {
    watched.hear({ type: 'person.joined', person: person(`visitor ${index}`, 'visitor') })
    watched.hear({ type: 'person.left', personId: 'visitor' })
  }
  const names = rivalsOf('Ada', identityColours - 1)
  for (const name of names) watched.hear({ type: 'person.joined', person: person(name) })
  expect(new Set(['Ada', ...names].map((name) => watched.of(name))).size).toBe(identityColours)
})

test('a name of which nothing is known has the colour that suits it, in any case', () => {
  expect(colourIn(noColours, 'Ada')).toBe(identityColour('Ada'))
  const watched = new Watched(['Bo'])
  expect(watched.of('BO')).toBe(watched.of('bo'))
})

test('without end, names are not remembered; those who are there are', () => {
  const watched = new Watched(['Bo'])
  const bo = watched.of('Bo')
  const people = Array.from({ length: 10_000 }, (_, index) => person(`visitor ${index}`))
  watched.hear({ type: 'people.reset', people: [...people, person('Bo')] })
  watched.hear({ type: 'people.reset', people: [person('Bo')] })
  watched.hear({ type: 'person.joined', person: person('Cy') })
  expect(watched.colours.size).toBe(10_000)
  expect(watched.of('Bo')).toBe(bo)
})
