import { expect, test } from 'vitest'
import { HostedRoom, unlimited } from '../../../e2e/peers/hosted-room.ts'

test('who sends too fast is delayed and told once; nothing is lost', async () => {
  // A slow machine, too, says eight things faster than that.
  const perSecond = 4
  await using room = await HostedRoom.open({ limits: { floodBurst: 2, floodPerSecond: perSecond } })
  using alice = await room.join('alice')
  const texts = Array.from({ length: 8 }, (_, index) => `message ${index}`)
  for (const text of texts) await alice.sayAndHear(text)
  expect(room.messages.map(({ text }) => text)).toEqual(texts)
  expect(alice.text.match(/your messages are delayed/g)).toHaveLength(1)
  const [first, ...rest] = room.messages.map(({ at }) => at)
  // Two are free; each of the other six costs a quarter of a second.
  expect((rest.at(-1) ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual((6 / perSecond) * 1000 - 10)
})

test('a paste counts once', async () => {
  await using room = await HostedRoom.open({ limits: { floodBurst: 1, floodPerSecond: 0.001 } })
  using alice = await room.join('alice', { prefixes: false, lineEnd: '\n' })
  const lines = Array.from({ length: 50 }, (_, index) => `line ${index}`)
  alice.say(lines.join('\n'))
  await alice.until('alice: line 49')
  expect(room.messages.map(({ text }) => text)).toEqual(lines)
})

test('bytes count too', async () => {
  await using room = await HostedRoom.open({ limits: { floodBurst: 2, floodPerSecond: 10 } })
  using alice = await room.join('alice')
  alice.say('x'.repeat(20_000))
  await alice.until('your messages are delayed')
  await room.until((event) => event.type === 'message.added')
})

test.each([
  ['by line ends', { prefixes: false, lineEnd: '\n' }, 'a\n'],
  ['by prefixes', {}, 'm: a'],
] as const)('many small messages in one read count as many: told apart %s', async (_how, options, message) => {
  await using room = await HostedRoom.open({ limits: { floodBurst: 5, floodPerSecond: 0.001 } })
  using flooder = await room.join('m', options)
  flooder.send(message.repeat(1000))
  await flooder.until('your messages are delayed')
  expect(room.messages).toEqual([])
})

test('messages that come along with the nickname count too', async () => {
  await using room = await HostedRoom.open({ limits: { floodPerSecond: 0.001, handshakeMs: 200 } })
  using hasty = await room.connect({ nickname: 'hasty' })
  await hasty.until('NICK')
  hasty.send(`hasty\n${'a\n'.repeat(1000)}`)
  await hasty.until('No nickname came')
  expect(room.messages).toEqual([])
})

test('a flood of ten megabytes stops neither the others nor the memory', async () => {
  const room = await HostedRoom.open()
  using flooder = await room.join('flooder')
  using alice = await room.join('alice')
  using bob = await room.join('bob')
  flooder.send('x'.repeat(10 * 1024 * 1024))
  await flooder.until('your messages are delayed')
  alice.say('hello bob')
  await bob.until('alice: hello bob')
  expect(room.said.join('').length).toBeLessThan(1024 * 1024)
  await room.host.close()
})

test('a line that is delayed in the middle stays one line', async () => {
  await using room = await HostedRoom.open({ limits: { floodBurst: 1, floodPerSecond: 2 } })
  using nora = await room.join('nora', { prefixes: false, lineEnd: '\n' })
  nora.send('first\nhel')
  await nora.until('nora: first')
  nora.send('lo\n')
  await nora.until('nora: hello')
  expect(room.said).toEqual(['nora: first', 'nora: hello'])
})

test('what is held back when the room closes is heard first, and nobody is said to leave', async () => {
  const room = await HostedRoom.open({ limits: { floodBurst: 1, floodPerSecond: 0.001 } })
  using alice = await room.join('alice')
  using bob = await room.join('bob')
  alice.say('one')
  await bob.until('alice: one')
  alice.say('two')
  await alice.until('your messages are delayed')
  await room.host.close()
  expect(await bob.until('closed the room.')).toMatch(/alice: two\nThe host closed the room\.$/)
  expect(room.said).toEqual(['alice: one', 'alice: two'])
  expect(room.events.filter(({ type }) => type === 'person.left')).toEqual([])
})

test('what is held back when somebody goes is heard no further than a burst', async () => {
  await using room = await HostedRoom.open({ limits: { floodBurst: 5, floodPerSecond: 0.001 } })
  using flooder = await room.join('m', { prefixes: false, lineEnd: '\n' })
  flooder.send('a\n'.repeat(1000))
  flooder.end()
  await room.untilLeft('m')
  expect(room.messages).toHaveLength(5)
})

test('what is held back when somebody is removed is not heard', async () => {
  await using room = await HostedRoom.open({ limits: { floodBurst: 5, floodPerSecond: 0.001 } })
  using flooder = await room.join('m', { prefixes: false, lineEnd: '\n' })
  flooder.send(`${'a\n'.repeat(1000)}and half a line`)
  await flooder.until('your messages are delayed')
  room.host.moderate({ type: 'kick', personId: room.host.people[0]?.id ?? '', reason: '' })
  await room.untilLeft('m')
  expect(room.messages).toEqual([])
})

test('a change of protocol lets nobody say more', async () => {
  await using room = await HostedRoom.open()
  using flooder = await room.join('m', { prefixes: false, lineEnd: '\n' })
  flooder.send(`${'a\n'.repeat(1000)}\0SNUG\n`)
  await room.untilLeft('m')
  expect(room.messages).toHaveLength(5)
})

test('lifted limits let everything through', async () => {
  await using room = await HostedRoom.open({ limits: unlimited })
  using alice = await room.join('alice')
  for (let index = 0; index < 300; index++) await alice.sayAndHear(`message ${index}.`)
  expect(alice.text).not.toContain('delayed')
})
