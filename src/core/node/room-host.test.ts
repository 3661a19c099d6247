import net from 'node:net'
import os from 'node:os'
import { describe, expect, test } from 'vitest'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'
import { systemTimers } from './timers.ts'

/** What follows the nickname on the wire: the last blanks offer the native protocol. */
const connected = 'Connected to server! \t '

const hasIpv6 = Object.values(os.networkInterfaces()).some((infos) => infos?.some(({ address }) => address === '::1'))

describe('coming and going', () => {
  test('the bytes of the handshake are those of the tutorial', async () => {
    await using room = await HostedRoom.open()
    using alice = await room.join('alice')
    expect(alice.reads.map(String)).toEqual(['NICK', 'alice joined!\nConnected to server! \t '])
  })

  test('everybody hears who comes and who goes', async () => {
    await using room = await HostedRoom.open()
    using alice = await room.join('alice')
    const bob = await room.join('bob')
    await alice.until('bob joined!')
    bob.end()
    expect(await alice.until('bob left!')).toBe(`NICKalice joined!\n${connected}bob joined!bob left!`)
    expect(room.host.people.map(({ nickname }) => nickname)).toEqual(['alice'])
  })

  test('a reset is a leave', async () => {
    await using room = await HostedRoom.open()
    using alice = await room.join('alice')
    const bob = await room.join('bob')
    bob.reset()
    await alice.until('bob left!')
    await room.untilLeft('bob')
  })

  test('a connection that never says its name comes and goes silently', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna' })
    using alice = await room.join('alice')
    const nobody = await room.connect()
    await nobody.until('NICK')
    nobody.end()
    await nobody.closed
    room.host.say('quiet here')
    expect(await alice.until('quiet here')).toBe(`NICKalice joined!\n${connected}hanna: quiet here`)
    expect(room.events.map(({ type }) => type)).toEqual(['person.joined', 'message.added'])
  })

  test('the events name people by connection', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna' })
    using alice = await room.join('alice')
    const [host, person] = room.host.people
    expect(host).toMatchObject({ nickname: 'hanna', kind: 'host' })
    expect(person).toMatchObject({ nickname: 'alice', kind: 'classic' })
    alice.end()
    const left = await room.until(({ type }) => type === 'person.left')
    expect(left).toMatchObject({ personId: person?.id, entry: { change: 'left', nickname: 'alice' } })
  })

  test.skipIf(!hasIpv6)('IPv6 and IPv4 reach the same room', async () => {
    await using room = await HostedRoom.open({ bind: ['::'] })
    const connected: string[] = []
    room.host.arrivals.on('connected', ({ host }) => connected.push(host))
    using alice = await room.join('alice', { host: '::1' })
    using bob = await room.join('bob', { host: '127.0.0.1' })
    bob.say('hi')
    await alice.until('bob: hi')
    expect(connected).toEqual(['::1', '127.0.0.1'])
  })
})

describe('nicknames', () => {
  test('a taken nickname gets a suffix and a line that says so', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'Hanna' })
    using second = await room.join('hanna')
    expect(second.text).toBe(`NICKThe name hanna is taken here. You are hanna-2.\nhanna-2 joined!\n${connected}`)
    second.say('me again')
    expect(await second.until('me again')).toContain('hanna-2: me again')
  })

  test('a name is free again when its owner has left', async () => {
    await using room = await HostedRoom.open()
    const first = await room.join('alice')
    first.reset()
    await room.untilLeft('alice')
    using again = await room.join('alice')
    expect(again.text).toBe(`NICKalice joined!\n${connected}`)
  })

  test('a nickname that cannot stay as it is is mended, and its owner told', async () => {
    await using room = await HostedRoom.open()
    using max = await room.join('Maximilian the First of Snug')
    expect(max.text).toContain('That nickname cannot be used here as it is. You are Maximilian the First of.\n')
    max.say('hello')
    await max.until('Maximilian the First of: hello')
  })

  test('a nickname of more than a thousand bytes is refused in words', async () => {
    await using room = await HostedRoom.open()
    using long = await room.connect()
    await long.until('NICK')
    long.send('x'.repeat(1025))
    await long.until('A nickname has at most 24 characters.')
    expect(await long.closed).toBe('reset')
    expect(room.events).toEqual([])
  })

  test('a claimed other name is replaced by the real one', async () => {
    await using room = await HostedRoom.open()
    using alice = await room.join('alice')
    using mallory = await room.join('mallory')
    mallory.send('alice: I owe mallory money')
    expect(await alice.until('money')).toMatch(/mallory: I owe mallory money$/)
  })
})

describe('messages', () => {
  test('a message alone goes out unchanged, to its sender too', async () => {
    await using room = await HostedRoom.open()
    using alice = await room.join('alice')
    using bob = await room.join('bob')
    bob.say('hi')
    await Promise.all([alice.until('bob: hi'), bob.until('bob: hi')])
    expect(alice.reads.at(-1)?.toString()).toBe('bob: hi')
    expect(bob.reads.at(-1)?.toString()).toBe('bob: hi')
    expect(room.messages).toMatchObject([{ text: 'hi', own: false, delivery: { state: 'received' } }])
  })

  test('what is due at once goes in one write, a line each', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna' })
    using alice = await room.join('alice')
    room.host.say('one', { id: 'first-id' })
    room.host.say('two')
    await alice.until('two')
    expect(alice.reads.at(-1)?.toString()).toBe('hanna: one\nhanna: two')
    expect(room.messages[0]).toMatchObject({ id: 'first-id', own: true, delivery: { state: 'sent' } })
  })

  test('messages of one sender that merged in a read are told apart', async () => {
    await using room = await HostedRoom.open()
    using alice = await room.join('alice')
    alice.send('alice: onealice: twoalice: three')
    await alice.until('three')
    expect(room.said).toEqual(['alice: one', 'alice: two', 'alice: three'])
  })

  test('what would read as somebody else’s words in the middle of a line is set apart', async () => {
    await using room = await HostedRoom.open()
    using eve = await room.join('eve')
    using bob = await room.join('bob')
    eve.say('hm.bob: I resign')
    await bob.until('eve: hm. bob: I resign')
    bob.end()
    await eve.until('bob left!')
    eve.say('hm.bob: he is gone')
    await eve.until('eve: hm.bob: he is gone')
  })

  test('a client that ends its lines gets lines that are ended', async () => {
    await using room = await HostedRoom.open()
    using alice = await room.join('alice')
    using bob = await room.join('bob', { prefixes: false, lineEnd: '\n' })
    alice.say('one')
    await bob.until('alice: one\n')
    alice.say('two')
    await bob.until('alice: two\n')
    expect(alice.text.endsWith('alice: two')).toBe(true)
  })

  test('nc, telnet and clients without a prefix are understood', async () => {
    await using room = await HostedRoom.open()
    using netcat = await room.join('nora', { prefixes: false, lineEnd: '\n' })
    using telnet = await room.join('tom', { prefixes: false, lineEnd: '\r\n', telnet: true })
    using bare = await room.join('bea', { prefixes: false })
    netcat.say('from nc')
    await bare.until('nora: from nc')
    telnet.say('from telnet')
    await bare.until('tom: from telnet')
    bare.say('from a bare client')
    await netcat.until('bea: from a bare client')
    expect(room.said).toEqual(['nora: from nc', 'tom: from telnet', 'bea: from a bare client'])
  })

  test('a line that nc has not ended is a message after a while, and at the end', async () => {
    await using room = await HostedRoom.open()
    using alice = await room.join('alice')
    using netcat = await room.join('nora', { prefixes: false, lineEnd: '\n' })
    netcat.send('unfinished')
    await alice.until('nora: unfinished')
    netcat.send('ended\nlast words')
    netcat.end()
    await alice.until('nora: last words')
  })

  test('NICK as a message stays a message', async () => {
    await using room = await HostedRoom.open()
    using alice = await room.join('alice')
    using bob = await room.join('bob', { prefixes: false })
    bob.send('NICK')
    await alice.until('bob: NICK')
    expect(alice.reads.slice(1).map(String)).not.toContain('NICK')
  })

  test('a long text is several messages; nothing of it is lost', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna' })
    using alice = await room.join('alice')
    const words = Array.from({ length: 2000 }, (_, index) => `w${index}`).join(' ')
    room.host.say(words, { id: 'first' })
    await alice.until('w1999')
    expect(room.messages.length).toBeGreaterThan(1)
    expect(room.messages.map(({ text }) => text).join('')).toBe(words)
    const [, heard = ''] = alice.text.split(connected)
    const parts = heard.split('\n').map((line) => /^hanna: \(\d+\/\d+\) (.*)$/.exec(line)?.[1] ?? line)
    expect(parts.join(' ')).toBe(words)
    expect(heard.split('\n').every((line) => line.length <= 1024)).toBe(true)
  })

  test('text beyond ASCII is folded until a client has proved that it can read it', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna' })
    using plain = await room.join('plain')
    using modern = await room.join('modern')
    modern.say('grüß dich')
    await plain.until('modern: gruss dich')
    await modern.until('modern: grüß dich')
    room.host.say('café')
    await plain.until('hanna: cafe')
    await modern.until('hanna: café')
  })

  test('a client of UTF-8 gets ASCII while its reads may merge, since a cut letter would end it', async () => {
    let now = 0
    await using room = await HostedRoom.open({ hostNickname: 'hanna', timers: { ...systemTimers, now: () => now } })
    using modern = await room.join('modern')
    modern.say('ä')
    await modern.until('modern: ä')
    room.host.say('é'.repeat(400))
    await modern.until('é'.repeat(400))
    room.host.say(`second ${'é'.repeat(400)}`)
    await modern.until(`second ${'e'.repeat(400)}`)
    now += 1000
    room.host.say(`third ${'é'.repeat(400)}`)
    await modern.until(`third ${'é'.repeat(400)}`)
  })

  test('without a person of its own the room cannot say anything', async () => {
    await using room = await HostedRoom.open()
    expect(() => room.host.say('hi')).toThrow('no person of its own')
  })
})

describe('closing', () => {
  test('everybody is told, then reset; the port is free', async () => {
    const room = await HostedRoom.open({ hostNickname: 'hanna' })
    const { port } = room
    using alice = await room.join('alice')
    using unnamed = await room.connect()
    await unnamed.until('NICK')
    room.host.say('bye')
    const closed = room.host.close()
    expect(await alice.until('closed the room.')).toMatch(/hanna: bye\nThe host closed the room\.$/)
    await unnamed.until('The host closed the room.')
    expect(await Promise.all([alice.closed, unnamed.closed])).toEqual(['reset', 'reset'])
    await closed
    await room.host.close()
    await new Promise<void>((resolve, reject) => {
      const server = net.createServer().once('error', reject)
      server.listen(port, '127.0.0.1', () => server.close(() => resolve()))
    })
  })

  test('a client that reads nothing does not hold the room open', async () => {
    const room = await HostedRoom.open({ hostNickname: 'hanna' })
    using deaf = await room.join('deaf')
    deaf.socket.pause()
    room.host.say('x'.repeat(900_000))
    await room.host.close()
    expect(room.host.people).toHaveLength(1)
  })
})

describe('one against all', () => {
  test('clients that are reset in the middle of a broadcast harm nobody else', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna' })
    using alice = await room.join('alice')
    const doomed = await Promise.all(Array.from({ length: 20 }, (_, index) => room.join(`guest${index}`)))
    for (const guest of doomed) {
      guest.reset()
      room.host.say(`after ${guest.nickname}`)
    }
    await Promise.all(doomed.map((guest) => room.untilLeft(guest.nickname)))
    room.host.say('still here')
    const text = await alice.until('still here')
    for (const guest of doomed) {
      expect(text).toContain(`hanna: after ${guest.nickname}`)
      expect(text).toContain(`${guest.nickname} left!`)
    }
  })

  test('binary noise is a harmless message', async () => {
    await using room = await HostedRoom.open()
    using alice = await room.join('alice')
    using noise = await room.join('noise', { prefixes: false })
    noise.send(Uint8Array.from({ length: 512 }, (_, index) => index % 256))
    noise.end()
    await room.untilLeft('noise')
    const text = await alice.until('noise left!')
    expect(text.replace(connected, '')).not.toMatch(/[^\n\x20-\x7E]/)
  })
})
