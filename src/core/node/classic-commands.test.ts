/** What a classic client can ask for with a slash. */
import { describe, expect, test } from 'vitest'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'
import { NativePeer } from '../../../e2e/peers/native-peer.ts'

const fast = { limits: { floodBurst: Infinity, floodPerSecond: Infinity }, hostNickname: 'hanna' }

describe('a classic client', () => {
  test('says what it does, and writes to one person', async () => {
    await using room = await HostedRoom.open(fast)
    using bob = await room.join('bob')
    using carl = await room.join('carl')
    using alice = await NativePeer.join({ port: room.port, nickname: 'Älice' })
    bob.say('/me waves')
    await carl.until('* bob waves')
    bob.say('/msg alice psst')
    await alice.untilLine('bob: psst')
    await bob.until('* bob (only to Alice): psst')
    bob.say('/msg hanna and you')
    await room.until((event) => event.type === 'message.added' && event.message.to?.nickname === 'hanna')
    bob.say('the end')
    await carl.until('bob: the end')
    expect(carl.text).not.toContain('psst')
    expect(alice.events.find((event) => event.type === 'message' && event.to)).toMatchObject({
      author: { nickname: 'bob', kind: 'classic' },
      to: { nickname: 'Älice' },
    })
  })

  test.each([900, 70_000])('cannot shut a native client out with %i letters about being away', async (letters) => {
    await using room = await HostedRoom.open({ ...fast, hostNickname: 'hanna' })
    using early = await NativePeer.join({ port: room.port, nickname: 'early' })
    using bob = await room.join('bob')
    bob.say(`/away ${'x'.repeat(letters)}`)
    await bob.until('* You are away.')
    using late = await NativePeer.join({ port: room.port, nickname: 'late' })
    expect(late.welcome?.people.find(({ nickname }) => nickname === 'bob')?.away?.length).toBe(200)
    room.host.say('still here')
    await Promise.all([early, late].map((peer) => peer.untilLine('hanna: still here')))
  })

  test('goes by another name from then on, whatever its program writes before its messages', async () => {
    await using room = await HostedRoom.open(fast)
    using bob = await room.join('bob')
    using carl = await room.join('carl')
    bob.say('/nick carl')
    await bob.until('* The name carl is taken here. carl-2 is free.')
    bob.say('/nick robert')
    await carl.until('* bob is now robert')
    bob.say('hi')
    await carl.until('robert: hi')
    expect(carl.text).not.toContain('bob: hi')
    bob.reset()
    await carl.until('robert left!')
    using late = await room.join('bob')
    expect(late.text).not.toContain('taken')
  })

  test('asks who is here and what the topic is, and is answered alone', async () => {
    await using room = await HostedRoom.open(fast)
    using bob = await room.join('bob')
    using carl = await room.join('carl')
    bob.say('/topic')
    await bob.until('* The room has no topic.')
    carl.say('/topic Lunch at noon')
    await bob.until('* carl set the topic: Lunch at noon')
    bob.say('/topic')
    await bob.until('* The topic is: Lunch at noon')
    carl.say('/away back at two')
    await carl.until('* You are away.')
    bob.say('/who')
    await bob.until('* In the room: hanna (host), bob, carl (away: back at two)')
    carl.say('/back')
    await carl.until('* You are back.')
    expect(carl.text).not.toContain('In the room')
    expect(room.host.people.every(({ away }) => away === undefined)).toBe(true)
  })

  test('is told what there is, and what it may have meant', async () => {
    await using room = await HostedRoom.open(fast)
    using bob = await room.join('bob')
    bob.say('/help')
    await bob.until(/\* \/me text +Say what you are doing/)
    expect(bob.text).not.toContain('/kick')
    bob.say('/whoo')
    await bob.until('* There is no command /whoo. Did you mean /who?')
    bob.say('/kick hanna')
    await bob.until('* Only the host can do that: /kick.')
    bob.say('/msg nobody hi')
    await bob.until('* There is nobody called nobody here.')
    bob.say('/usr/bin is a folder')
    await bob.until('bob: /usr/bin is a folder')
    bob.say('//who')
    await bob.until('bob: /who')
  })
})

test('whoever looks like somebody else is flagged, to native and classic clients', async () => {
  await using room = await HostedRoom.open(fast)
  using alice = await NativePeer.join({ port: room.port })
  using bob = await room.join('bob')
  using eve = await NativePeer.join({ port: room.port, nickname: 'аlісe' })
  expect(eve.welcome?.self.looksLike).toBe('alice')
  await bob.until('looks like alice, and is somebody else')
  await alice.untilLine('+ аlісe')
  expect(room.host.people.map(({ looksLike }) => looksLike)).toEqual([undefined, undefined, undefined, 'alice'])
})

test('whoever takes such a name while they are here is flagged to all', async () => {
  await using room = await HostedRoom.open(fast)
  using bo = await room.join('Bo')
  using boris = await NativePeer.join({ port: room.port, nickname: 'boris' })
  boris.send({ type: 'rename', id: 'n1', nickname: 'Во' })
  await bo.until('* Vo looks like Bo, and is somebody else')
  await boris.until('accepted')
  expect(boris.events.find(({ type }) => type === 'renamed')).toMatchObject({ nickname: 'Во', looksLike: 'Bo' })
})

test('whom the host mutes is not taken for whom they look like', async () => {
  await using room = await HostedRoom.open(fast)
  using bo = await room.join('Bo')
  using impostor = await NativePeer.join({ port: room.port, nickname: 'Во' })
  room.host.moderate({ type: 'mute', personId: impostor.key.personId, reason: '' })
  await bo.until('muted by the host: they can read, and not write\n* Vo looks like Bo')
})

test('what is said under such a name says so itself', async () => {
  await using room = await HostedRoom.open(fast)
  using bo = await NativePeer.join({ port: room.port, nickname: 'Bo' })
  using impostor = await NativePeer.join({ port: room.port, nickname: 'Во' })
  impostor.send({ type: 'post', id: 'm1', text: 'Lend me your key' })
  await bo.untilLine('Во: Lend me your key')
  using classic = await room.join('B0')
  classic.say('I am not')
  await bo.untilLine('B0: I am not')
  const authors = bo.events.flatMap((event) => (event.type === 'message' ? [event.author] : []))
  expect(authors).toMatchObject([
    { nickname: 'Во', looksLike: 'Bo' },
    { nickname: 'B0', looksLike: 'Bo' },
  ])
})

test('a name that is made up for somebody looks like nobody else’s', async () => {
  await using room = await HostedRoom.open(fast)
  using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
  using other = await NativePeer.join({ port: room.port, nickname: 'b0b-2' })
  await bob.untilLine('+ b0b-2')
  using refused = await NativePeer.greet({ port: room.port, nickname: 'bоb', classicNickname: 'guest' })
  expect(await refused.until('refused')).toMatchObject({ code: 'name-taken', suggestion: 'bоb-3' })
  using classic = await room.join('bob')
  await classic.until('bob-3 joined!')
  expect(other.welcome?.self.looksLike).toBeUndefined()
  expect(room.host.people.map(({ looksLike }) => looksLike)).not.toContain('b0b-2')
})

test('a warning follows who is here, and falls on nobody who had the name first', async () => {
  await using room = await HostedRoom.open(fast)
  const likenesses = (): unknown => room.host.people.slice(1).map(({ nickname, looksLike }) => [nickname, looksLike])
  using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
  const alice = await NativePeer.join({ port: room.port })
  using eve = await NativePeer.join({ port: room.port, nickname: 'аlісe' })
  const evesLook = (looksLike?: string) =>
    bob.until('person', ({ person }) => person.id === eve.key.personId && person.looksLike === looksLike)
  alice.reset()
  await evesLook(undefined)
  using again = await NativePeer.join({ port: room.port, key: alice.key })
  expect(again.welcome?.self.looksLike).toBeUndefined()
  await evesLook('alice')
  again.send({ type: 'rename', id: 'n1', nickname: 'zoe' })
  await again.until('accepted')
  expect(likenesses()).toEqual([
    ['bob', undefined],
    ['аlісe', undefined],
    ['zoe', undefined],
  ])
  again.send({ type: 'away', message: 'lunch' })
  again.send({ type: 'rename', id: 'n2', nickname: 'Alice' })
  await again.until('accepted', ({ id }) => id === 'n2')
  expect(likenesses()).toEqual([
    ['bob', undefined],
    ['аlісe', 'Alice'],
    ['Alice', undefined],
  ])
})
