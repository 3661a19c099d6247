import { expect, test } from 'vitest'
import { parseInput } from '../../core/common/commands/parse-input.ts'
import { newRoom } from '../../core/common/new-room.ts'
import { allAbilities, type Ban, type Person, type RoomState } from '../../core/common/room.ts'
import { planCommand, type CommandPlan } from './command-plan.ts'
import { speakerIn } from './speaker.ts'

const me: Person = { id: 'me', nickname: 'Amara', kind: 'host' }
const bo: Person = { id: 'bo', nickname: 'Bo', kind: 'native' }
const py: Person = { id: 'py', nickname: 'pythonista', kind: 'classic' }

function ban(id: string, nickname: string, change: Partial<Ban> = {}): Ban {
  return { id, nickname, at: 0, reason: '', byKey: true, address: null, ...change }
}

const room = newRoom({
  id: 'r',
  name: 'Workshop',
  role: { kind: 'host', exposure: 'this-computer' },
  self: { personId: 'me', nickname: 'Amara' },
  people: [me, bo, py],
  topic: 'Lunch',
  abilities: allAbilities,
  bans: [ban('1', 'troll', { reason: 'Advertising' }), ban('2', 'Tröll', { byKey: false, address: '10.0.0.9' })],
})
const classic: RoomState = {
  ...room,
  role: { kind: 'guest' },
  people: [{ ...me, kind: 'unknown' }, bo],
  abilities: [],
}

function plan(line: string, where = room): CommandPlan {
  const names = (): string[] => where.people.map(({ nickname }) => nickname)
  const input = parseInput(line, speakerIn(where), names)
  if (input.type !== 'command') throw new Error(JSON.stringify(input))
  return planCommand(input.command, where, speakerIn(where))
}

/** The moderations that a line asks for. */
function moderations(line: string): unknown[] {
  const planned = plan(line)
  return planned.type === 'request'
    ? planned.requests.map(({ payload }) => 'moderation' in payload && payload.moderation)
    : []
}

/** What is answered, a line each. */
function answer(line: string, where = room): string[] {
  const planned = plan(line, where)
  if (planned.type !== 'answer') throw new Error(JSON.stringify(planned))
  return [
    planned.answer.title,
    ...planned.answer.items.map(({ term, text }) => [term, text].filter(Boolean).join(' – ')),
  ]
}

test('what is said by a command is a message', () => {
  expect(plan('/me waves')).toEqual({ type: 'send', text: 'waves', action: true })
  expect(plan('/msg bo See you.')).toEqual({ type: 'send', text: 'See you.', to: { personId: 'bo', nickname: 'Bo' } })
})

test('names and topics are asked for; without a text the topic is shown', () => {
  expect(plan('/nick Amy')).toEqual({
    type: 'request',
    requests: [{ name: 'room.rename', payload: { roomId: 'r', nickname: 'Amy' } }],
  })
  expect(plan('/topic -')).toEqual({
    type: 'request',
    requests: [{ name: 'room.set-topic', payload: { roomId: 'r', topic: '' } }],
  })
  expect(answer('/topic')).toEqual(['Topic', 'Lunch'])
  expect(answer('/topic', { ...room, topic: '' })[1]).toBe('There is no topic. – /topic and a text sets one')
})

test('away is told with words, and without any is undone when one is away', () => {
  const isAway = { ...room, people: [{ ...me, away: '' }, bo] }
  expect([plan('/away'), plan('/away lunch'), plan('/away', isAway), plan('/away tea', isAway), plan('/back')]).toEqual(
    ['', 'lunch', null, 'tea', null].map((message) => ({ type: 'away', message })),
  )
})

test('leaving and closing lead the same way, and may ask first', () => {
  expect([plan('/leave', classic), plan('/close')]).toEqual([{ type: 'leave' }, { type: 'leave' }])
})

test('moderation is about the person, not about the name', () => {
  expect(moderations('/kick bo Enough')).toEqual([{ type: 'kick', personId: 'bo', reason: 'Enough' }])
  expect(moderations('/mute Bo')).toEqual([{ type: 'mute', personId: 'bo', reason: '' }])
  expect(moderations('/unmute Bo')).toEqual([{ type: 'unmute', personId: 'bo', reason: '' }])
  expect(moderations('/slow 10')).toEqual([{ type: 'slow', seconds: 10 }])
})

test('a classic client is banned by its address, since it has nothing else', () => {
  expect(moderations('/ban pythonista')).toEqual([{ type: 'ban', personId: 'py', reason: '', byAddress: true }])
  expect(moderations('/ban Bo')).toEqual([{ type: 'ban', personId: 'bo', reason: '', byAddress: false }])
})

test('who is let in again is let in by every ban of the name', () => {
  expect(moderations('/unban troll')).toEqual([
    { type: 'unban', banId: '1' },
    { type: 'unban', banId: '2' },
  ])
  expect(plan('/unban Bo')).toEqual({ type: 'fault', message: 'Nobody called Bo is banned. /bans lists who is.' })
  expect(plan('/unmute Kim')).toEqual({ type: 'fault', message: 'There is nobody called Kim here. /who lists who is.' })
})

test('whoever means themselves is told so', () => {
  const thisIsYou = { type: 'fault', message: 'This is you. Choose somebody else to write to.' }
  expect(plan('/msg Amara hi')).toEqual(thisIsYou)
  expect(plan('/msg amara hi')).toEqual(thisIsYou)
  expect(moderations('/kick Amara')).toEqual([{ type: 'kick', personId: 'me', reason: '' }])
})

test('what a room cannot do is said in words', () => {
  const faults = ['/nick x', '/msg Bo hi', '/topic x', '/away', '/back'].map((line) => plan(line, classic))
  expect(faults.map((fault) => fault.type === 'fault' && fault.message)).toEqual([
    'Nobody can change their name on a classic server. Leave, and join again under the other one.',
    'There are no direct messages on a classic server.',
    'There is no topic on a classic server.',
    'Nobody can be told that you are away on a classic server.',
    'Nobody can be told that you are away on a classic server.',
  ])
  expect(plan('/me waves', classic).type).toBe('send')
})

test('help lists what can be used here, and explains one', () => {
  expect(answer('/help', classic).map((line) => line.split(' ')[0])).toEqual([
    'Commands',
    '/help',
    '/me',
    '/who',
    '/leave',
  ])
  expect(answer('/help')).toContain('/slow seconds – Let everybody write once in so many seconds; 0 ends it')
  expect(answer('/help msg')).toEqual([
    '/msg',
    '/msg name text – Say something to one person only',
    '/msg alice See you at noon. – for example',
  ])
  expect(plan('/help xyzzy')).toMatchObject({ type: 'fault' })
})

test('who is here, and who may not come in, is told with what matters about them', () => {
  const people = [me, { ...bo, away: 'lunch', looksLike: 'B0' }, { ...py, muted: true as const }]
  expect(answer('/who', { ...room, people })).toEqual([
    'In the room: 3 people',
    'Amara – you, host',
    'Bo – away: lunch, not the same as B0',
    'pythonista – classic, muted',
  ])
  expect(answer('/bans')).toEqual([
    'May not come in: 2 people',
    'troll – by their key: Advertising',
    'Tröll – by the address 10.0.0.9',
  ])
  expect(answer('/bans', { ...room, bans: [] })).toEqual(['Bans', 'Everybody may come in.'])
})
