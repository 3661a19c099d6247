import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { MissedRoom } from '../core/common/ipc-contract.ts'
import { changePreferences, defaultPreferences, type PreferencesChange } from '../core/common/preferences.ts'
import { newRoom } from '../core/common/new-room.ts'
import { undescribed, type MessageEntry } from '../core/common/room.ts'
import type { RoomEventBody } from '../core/common/room-event.ts'
import { burstMs, Notifier, type Notice } from './notifier.ts'

let preferences = defaultPreferences
let watched: string | null
let shown: Notice[]
let withdrawn: string[]
let takenBack: string[]
let edited: [messageId: string, text: string][]
let missed: (readonly MissedRoom[])[]
let notifier: Notifier

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 })
  preferences = defaultPreferences
  watched = null
  shown = []
  withdrawn = []
  takenBack = []
  edited = []
  missed = []
  notifier = new Notifier({
    preferences: () => preferences,
    watchedRoom: () => watched,
    show: (notice) => shown.push(notice),
    withdraw: (roomId) => withdrawn.push(roomId),
    takenBack: (_roomId, messageId) => takenBack.push(messageId),
    edited: (_roomId, ...change) => edited.push(change),
    caughtUp: (rooms) => missed.push(rooms),
    clock: Date.now,
  })
  open('kitchen')
})
afterEach(() => {
  vi.useRealTimers()
})

function open(id: string): void {
  const room = newRoom({
    id,
    key: `native:${id}`,
    name: `The ${id}`,
    self: { personId: 'b', nickname: 'Bo' },
  })
  notifier.hear({ type: 'room.opened', room })
}

function happen(body: RoomEventBody, roomId = 'kitchen'): void {
  notifier.hear({ type: 'room.changed', roomId, events: [{ ...body, seq: 1 }] })
}

function said(text: string): MessageEntry {
  const author = { personId: 'a', nickname: 'Amara', kind: 'native' } as const
  return {
    kind: 'message',
    id: `id ${text}`,
    at: Date.now(),
    author,
    text,
    own: false,
    delivery: { state: 'received' },
  }
}

const edit = (text: string, to: string): void =>
  happen({ type: 'message.edited', id: `id ${text}`, text: to, at: Date.now(), revision: 1 })
const takeBack = (text: string): void => happen({ type: 'message.deleted', id: `id ${text}`, revision: 1 })
const say = (text: string, roomId = 'kitchen'): void => happen({ type: 'message.added', message: said(text) }, roomId)
const settle = (): void => void vi.advanceTimersByTime(burstMs)

function prefer(change: PreferencesChange): void {
  preferences = changePreferences(preferences, change)
  notifier.hear({ type: 'preferences.changed', preferences })
}

test('a message is shown with who said it where', () => {
  say('Hello')
  settle()
  expect(shown).toEqual([
    {
      roomId: 'kitchen',
      roomName: 'The kitchen',
      count: 1,
      messageId: 'id Hello',
      message: { nickname: 'Amara', text: 'Hello' },
      isSilent: false,
    },
  ])
})

test('a burst is one notification for each room, and leads to its first message', () => {
  open('garden')
  for (const text of ['one', 'two', 'three']) say(text)
  say('elsewhere', 'garden')
  settle()
  expect(shown.map(({ roomId, count, messageId }) => [roomId, count, messageId])).toEqual([
    ['kitchen', 3, 'id one'],
    ['garden', 1, 'id elsewhere'],
  ])
  say('later')
  settle()
  expect(shown).toHaveLength(3)
})

describe('nothing is shown', () => {
  test('of the room that is looked at, nor of what is looked at before it is due', () => {
    watched = 'kitchen'
    say('seen')
    settle()
    watched = null
    say('about to be seen')
    watched = 'kitchen'
    notifier.looked()
    settle()
    expect(shown).toEqual([])
    expect(withdrawn).toEqual(['kitchen'])
  })

  test('of history, nor of what was said while the connection was gone', () => {
    happen({ type: 'history.loaded', entries: [said('of old')], more: false })
    happen({ type: 'message.added', message: said('missed'), isLate: true })
    settle()
    expect(shown).toEqual([])
  })

  test('of a muted room, whatever it is called, until it is heard again', () => {
    prefer({ rooms: { muted: ['native:kitchen'] } })
    happen({ type: 'room.described', ...undescribed, name: 'The parlour' })
    say('Hello')
    settle()
    expect(shown).toEqual([])
    prefer({ rooms: { muted: [] } })
    say('Hello again')
    settle()
    expect(shown).toMatchObject([{ roomName: 'The parlour' }])
  })

  test('of a muted room by what it is known by now, as another one answers there', () => {
    prefer({ rooms: { muted: ['native:parlour'] } })
    happen({ type: 'key.changed', key: 'native:parlour' })
    say('Hello')
    settle()
    expect(shown).toEqual([])
    happen({ type: 'key.changed', key: 'native:kitchen' })
    say('Hello again')
    settle()
    expect(shown).toHaveLength(1)
  })

  test('of a room that is left', () => {
    say('Hello')
    notifier.hear({ type: 'room.removed', roomId: 'kitchen' })
    settle()
    expect(shown).toEqual([])
    expect(withdrawn).toEqual(['kitchen'])
  })
})

test('mentions follow the person’s name', () => {
  prefer({ notifications: { about: 'mentions' } })
  happen({ type: 'self.renamed', nickname: 'Bjarne' })
  say('Hello Bo')
  say('Hello Bjarne')
  settle()
  expect(shown).toMatchObject([{ count: 1, messageId: 'id Hello Bjarne' }])
})

test('whoever wants no text sees none, and whoever wants no sound hears none', () => {
  prefer({ notifications: { showText: false, sound: false } })
  say('Hello')
  settle()
  expect(shown).toMatchObject([{ roomName: 'The kitchen', message: null, isSilent: true }])
})

describe('what is changed', () => {
  test('before it is shown is shown as it is then', () => {
    say('Helo')
    edit('Helo', 'Hello')
    settle()
    expect(shown).toMatchObject([{ messageId: 'id Helo', message: { text: 'Hello' } }])
  })

  test('and taken back before it is shown is not shown', () => {
    say('Oh no')
    takeBack('Oh no')
    settle()
    expect(shown).toEqual([])
    say('one')
    say('two')
    takeBack('one')
    settle()
    expect(shown).toMatchObject([{ count: 1, messageId: 'id two', message: { text: 'two' } }])
  })

  test('and taken back after it was shown is told', () => {
    say('Oh no')
    settle()
    takeBack('Oh no')
    expect(takenBack).toEqual(['id Oh no'])
  })

  test('after it was shown is told', () => {
    say('Helo')
    settle()
    edit('Helo', 'Hello')
    expect(edited).toEqual([['id Helo', 'Hello']])
  })

  test('while presenting is listed as it is afterwards', () => {
    prefer({ notifications: { presentingUntil: Date.now() + 60_000 } })
    for (const text of ['Helo', 'Oh no', 'Fine']) say(text)
    settle()
    edit('Helo', 'Hello')
    takeBack('Oh no')
    prefer({ notifications: { presentingUntil: null } })
    expect(missed).toMatchObject([[{ count: 2, messages: [{ text: 'Hello' }, { text: 'Fine' }] }]])
  })

  test('leaves no list if everything was taken back', () => {
    prefer({ notifications: { presentingUntil: Date.now() + 60_000 } })
    say('Oh no')
    takeBack('Oh no')
    prefer({ notifications: { presentingUntil: null } })
    expect(missed).toEqual([])
  })
})

describe('while presenting', () => {
  test('no name is to be seen, and afterwards there is a list of what came', () => {
    prefer({ notifications: { presentingUntil: Date.now() + 60_000 } })
    expect(withdrawn).toEqual(['kitchen'])
    say('A secret')
    settle()
    expect(shown).toMatchObject([{ roomName: '', message: null, isSilent: true, count: 1 }])
    expect(missed).toEqual([])
    prefer({ notifications: { presentingUntil: null } })
    expect(missed).toMatchObject([
      [{ roomId: 'kitchen', roomName: 'The kitchen', count: 1, messages: [{ messageId: 'id A secret' }] }],
    ])
    prefer({ notifications: { sound: false } })
    expect(missed).toHaveLength(1)
  })

  test('what had come just before is shown without a name, too', () => {
    say('A secret')
    prefer({ notifications: { presentingUntil: Date.now() + 60_000 } })
    settle()
    expect(shown).toMatchObject([{ roomName: '', message: null }])
  })

  test('of very much, the newest is listed and all of it is counted', () => {
    prefer({ notifications: { presentingUntil: Date.now() + 60_000 } })
    for (let number = 1; number <= 1100; number += 1) say(`Message ${number}`)
    settle()
    // Not remembered any more.
    takeBack('Message 1')
    takeBack('Message 1100')
    prefer({ notifications: { presentingUntil: null } })
    const [[room] = []] = missed
    expect(room?.count).toBe(1099)
    expect(room?.messages.map(({ text }) => text)).toEqual(
      Array.from({ length: 20 }, (_, index) => `Message ${1080 + index}`),
    )
    prefer({ notifications: { presentingUntil: Date.now() + 60_000 } })
    prefer({ notifications: { presentingUntil: null } })
    expect(missed).toHaveLength(1)
  })

  test('what nobody wanted to hear of is on no list', () => {
    prefer({ notifications: { about: 'mentions', presentingUntil: Date.now() + 60_000 } })
    say('Hello')
    prefer({ notifications: { presentingUntil: null } })
    expect(missed).toEqual([])
  })
})

describe('a name that could be taken for somebody else’s', () => {
  const impostor = { id: 'a', nickname: 'Amara', kind: 'classic', looksLike: 'Аmara' } as const
  const nobody = { id: 'a', nickname: 'Amara', kind: 'classic' } as const

  test('is told of with whose, from their coming until they are called otherwise', () => {
    happen({ type: 'person.joined', person: impostor })
    say('lend me your key')
    settle()
    expect(shown.at(-1)?.message).toEqual({ nickname: 'Amara', looksLike: 'Аmara', text: 'lend me your key' })
    happen({ type: 'person.changed', person: nobody })
    say('never mind')
    settle()
    expect(shown.at(-1)?.message).toEqual({ nickname: 'Amara', text: 'never mind' })
    happen({ type: 'people.reset', people: [impostor] })
    say('once more')
    settle()
    expect(shown.at(-1)?.message).toMatchObject({ looksLike: 'Аmara' })
  })

  test('is told of as well when they leave at once', () => {
    happen({ type: 'people.added', people: [impostor] })
    say('lend me your key')
    happen({ type: 'person.left', personId: 'a' })
    settle()
    expect(shown.at(-1)?.message).toMatchObject({ looksLike: 'Аmara' })
    happen({ type: 'person.left', personId: 'a' })
    say('from long ago')
    settle()
    expect(shown.at(-1)?.message).toEqual({ nickname: 'Amara', text: 'from long ago' })
    const author = { personId: 'a', nickname: 'Amara', kind: 'classic', looksLike: 'Аmara' } as const
    happen({ type: 'message.added', message: { ...said('as the host knew'), author } })
    settle()
    expect(shown.at(-1)?.message).toMatchObject({ looksLike: 'Аmara' })
  })
})
