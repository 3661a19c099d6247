import { describe, expect, test } from 'vitest'
import type { ClassicPeer } from '../../../e2e/peers/classic-peer.ts'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'
import { NativePeer } from '../../../e2e/peers/native-peer.ts'
import { defaultLimits } from '../common/limits.ts'
import { newcomerPatienceMs } from './classic-guests.ts'
import { readingPatienceMs } from './paced-posts.ts'
import { systemTimers } from './timers.ts'

const unlimited = { floodBurst: Infinity, floodPerSecond: Infinity }

async function sayAndHear(peer: ClassicPeer, text: string): Promise<void> {
  peer.say(text)
  await peer.until(`${peer.nickname}: ${text}`)
}

describe('handshake', () => {
  test('a connection that says nothing is sent away in words', async () => {
    await using room = await HostedRoom.open({ limits: { handshakeMs: 50 } })
    const refused: string[] = []
    room.host.arrivals.on('refused', ({ reason }) => refused.push(reason))
    using silent = await room.connect()
    await silent.until('No nickname came within 0 seconds.')
    expect(await silent.closed).toBe('reset')
    expect(refused).toHaveLength(1)
  })

  test('a connection that sends anything but a name is sent away in words', async () => {
    await using room = await HostedRoom.open()
    using blank = await room.connect()
    await blank.until('NICK')
    blank.send('\n'.repeat(defaultLimits.frameBytes + 1))
    await blank.until('No nickname came among the first 65536 bytes. Connect again to try once more.')
    expect(await blank.closed).toBe('reset')
    expect(room.events).toEqual([])
  })

  test('a connection from which bytes trickle has no more time', async () => {
    await using room = await HostedRoom.open({ limits: { handshakeMs: 200 } })
    using slow = await room.connect()
    await slow.until('NICK')
    // Any letter would be its nickname.
    const trickle = setInterval(() => slow.send('\n'), 5)
    await slow.until('No nickname came within 0 seconds.').finally(() => clearInterval(trickle))
    expect(await slow.closed).toBe('reset')
    expect(room.events).toEqual([])
  })

  test.each([
    ['at once', 'n'.repeat(1024 * 1024)],
    ['after a line end', `\n${'n'.repeat(1024 * 1024)}`],
  ])('a nickname of a megabyte that comes %s is refused in words', async (_how, nickname) => {
    await using room = await HostedRoom.open()
    using huge = await room.connect()
    await huge.until('NICK')
    huge.send(nickname)
    await huge.until(/A nickname has at most 24 characters|No nickname came among the first 65536 bytes/)
    expect(await huge.closed).toBe('reset')
    expect(room.events).toEqual([])
    expect(room.host.people).toEqual([])
  })

  test('somebody silent keeps nobody else waiting', async () => {
    await using room = await HostedRoom.open()
    using silent = await room.connect()
    using alice = await room.join('alice')
    await sayAndHear(alice, 'hi')
    expect(silent.text).toBe('NICK')
  })

  test('the deadline is over once the name is said', async () => {
    const pending = new Set<number>()
    const timers = {
      ...systemTimers,
      after(ms: number) {
        pending.add(ms)
        return () => void pending.delete(ms)
      },
    }
    const room = await HostedRoom.open({ timers })
    using alice = await room.connect({ nickname: 'alice' })
    await alice.until('NICK')
    expect([...pending]).toEqual([defaultLimits.handshakeMs])
    await alice.enter()
    expect([...pending]).toEqual([newcomerPatienceMs])
    alice.say('hi')
    await room.untilJoined(alice.text)
    expect(pending.size).toBe(0)
    alice.reset()
    await room.untilLeft('alice')
    await room.host.close()
  })
})

describe('flood', () => {
  test('who sends too fast is delayed and told once; nothing is lost', async () => {
    const perSecond = 20
    await using room = await HostedRoom.open({ limits: { floodBurst: 2, floodPerSecond: perSecond } })
    using alice = await room.join('alice')
    const texts = Array.from({ length: 8 }, (_, index) => `message ${index}`)
    for (const text of texts) await sayAndHear(alice, text)
    expect(room.messages.map(({ text }) => text)).toEqual(texts)
    expect(alice.text.match(/your messages are delayed/g)).toHaveLength(1)
    const [first, ...rest] = room.messages.map(({ at }) => at)
    // Two are free; each of the other six costs a twentieth of a second.
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
    for (let index = 0; index < 300; index++) await sayAndHear(alice, `message ${index}.`)
    expect(alice.text).not.toContain('delayed')
  })
})

describe('send queue', () => {
  test('a client that reads nothing is closed alone, with a reason for the host', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna', limits: { sendQueueBytes: 128 * 1024 } })
    using fast = await room.join('fast')
    using slow = await room.join('slow')
    slow.socket.pause()
    for (let round = 0; room.host.people.length === 3 && round < 1000; round++) {
      room.host.say(`${'x'.repeat(30_000)} round ${round}`)
      await fast.until(` round ${round}`)
    }
    await fast.until('slow left!')
    const notices = room.events.flatMap((event) => (event.type === 'notice.added' ? [event.notice.text] : []))
    expect(notices).toEqual(['slow was disconnected, because they read too slowly.'])
    expect(room.host.people.map(({ nickname }) => nickname)).toEqual(['hanna', 'fast'])
  })

  test('a long text of the host waits for who is only a little slower', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna' })
    using slow = await room.join('slow')
    slow.socket.pause()
    const long = `${'x'.repeat(12_000_000)} the end of it`
    room.host.say(long, { id: 'long' })
    room.host.say('afterwards')
    expect(room.said).not.toContain('hanna: afterwards')
    expect(room.messages[0]?.id).toBe('long')
    slow.socket.resume()
    await slow.until('the end of it')
    await slow.until('hanna: afterwards')
    expect(room.messages.map(({ text }) => text).join('') === `${long}afterwards`).toBe(true)
    expect(room.host.people).toHaveLength(2)
  })

  test('a long text waits for nobody who reads nothing, or is gone', async () => {
    let losePatience = (): void => undefined
    const timers = {
      ...systemTimers,
      after: (ms: number, callback: () => void) => {
        if (ms === newcomerPatienceMs) setImmediate(callback)
        if (ms === readingPatienceMs) losePatience = callback
        return () => undefined
      },
    }
    const room = await HostedRoom.open({ hostNickname: 'hanna', timers })
    using deaf = await room.join('deaf')
    using gone = await room.join('gone')
    deaf.socket.pause()
    gone.socket.pause()
    room.host.say(`${'x'.repeat(12_000_000)} the end of it`)
    gone.reset()
    await room.untilLeft('gone')
    expect(room.host.people).toHaveLength(2)
    losePatience()
    await room.untilLeft('deaf')
    await room.until((event) => event.type === 'message.added' && event.message.text.endsWith('the end of it'))
    await room.host.close()
  })

  test('what is unsaid when the room closes is said before', async () => {
    const room = await HostedRoom.open({ hostNickname: 'hanna' })
    using slow = await room.join('slow')
    slow.socket.pause()
    room.host.say(`${'x'.repeat(12_000_000)} the end of it`)
    await room.host.close()
    expect(room.said.at(-1)).toMatch(/the end of it$/)
  })

  test('who does not read what they cause is not read from', async () => {
    await using room = await HostedRoom.open({ limits: unlimited })
    using alice = await room.join('alice')
    using deaf = await room.join('deaf', { prefixes: false, lineEnd: '\n' })
    deaf.socket.pause()
    deaf.send(`${'y'.repeat(1000)}\n`.repeat(20_000))
    deaf.say('the end')
    await sayAndHear(alice, 'still here')
    expect(room.host.people).toHaveLength(2)
    deaf.socket.resume()
    await deaf.until('deaf: the end')
    expect(room.messages).toHaveLength(20_002)
  })
})

describe('pathological text', () => {
  test.each([
    ['marks without a letter', '\u0301'.repeat(2000)],
    ['marks that turn the direction', '\u202E'.repeat(1300)],
    ['families', '👩‍👩‍👧‍👦'.repeat(150)],
    ['broken characters and NUL', '\uFFFD\0'.repeat(1000)],
    ['markup that never ends', '`*_~'.repeat(900)],
    ['line separators', '\u2028\u0085'.repeat(700)],
  ])('%s from a classic client reaches everybody, in bounds', async (_what, text) => {
    await using room = await HostedRoom.open({ limits: unlimited })
    using alice = await room.join('alice', { lineEnd: '\n' })
    using bob = await room.join('bob')
    using nora = await NativePeer.join({ port: room.port, nickname: 'nora' })
    alice.say(text)
    alice.say('still here')
    await nora.untilLine('alice: still here')
    await bob.until('alice: still here')
    expect(bob.text).toMatch(/^[\n\t\x20-\x7E]*$/)
    for (const event of nora.events) {
      if (event.type === 'message')
        expect(Buffer.byteLength(event.text)).toBeLessThanOrEqual(defaultLimits.messageBytes)
    }
  })
})

describe('connections from one address', () => {
  test('are limited, and refused in words', async () => {
    await using room = await HostedRoom.open({ limits: { connectionsPerAddress: 2 }, isExempt: () => false })
    using first = await room.join('first')
    const second = await room.join('second')
    using third = await room.connect()
    await third.until('There are already 2 connections from 127.0.0.1. Close one of them first.')
    expect(third.text).not.toContain('NICK')
    expect(await third.closed).toBe('reset')
    second.end()
    await first.until('second left!')
    using fourth = await room.join('fourth')
    expect(fourth.text).toContain('Connected to server!')
  })

  test('come no faster than that in the long run, and are told so', async () => {
    const limits = { arrivalBurst: 2, arrivalsPerSecond: 0.001 }
    await using room = await HostedRoom.open({ limits, isExempt: () => false })
    for (const nickname of ['first', 'second']) {
      using guest = await room.join(nickname)
      guest.end()
      await room.untilLeft(nickname)
    }
    using third = await room.connect()
    await third.until('Too many connections have come from 127.0.0.1 in a short time. Try again in a minute.')
    expect(await third.closed).toBe('reset')
  })

  test('loopback is exempt', async () => {
    await using room = await HostedRoom.open({ limits: { connectionsPerAddress: 1 } })
    using first = await room.join('first')
    using second = await room.join('second')
    await first.until('second joined!')
    expect(second.text).toContain('Connected to server!')
  })
})
