import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { HostedRoom, openRoom, unlimited } from '../../../e2e/peers/hosted-room.ts'
import { NativePeer } from '../../../e2e/peers/native-peer.ts'
import { newcomerPatienceMs } from './classic-guests.ts'
import { readingPatienceMs } from './paced-posts.ts'
import { systemTimers } from './timers.ts'

describe('a classic client', () => {
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
    await alice.sayAndHear('still here')
    expect(room.host.people).toHaveLength(2)
    deaf.socket.resume()
    await deaf.until('deaf: the end')
    expect(room.messages).toHaveLength(20_002)
  })
})

describe('a native client', () => {
  test.each([
    ['reads what is deflated', ['deflate']],
    ['reads it as it is', []],
  ])('a client that %s and reads nothing ends alone, and comes back to what it missed', async (_what, capabilities) => {
    await using room = await openRoom({ limits: { sendQueueBytes: 256 * 1024 } })
    using fast = await NativePeer.join({ port: room.port, nickname: 'fast' }, { capabilities })
    using slow = await NativePeer.join({ port: room.port, nickname: 'slow' }, { capabilities })
    await fast.untilLine('+ slow')
    slow.socket.pause()
    const text = randomBytes(3000).toString('base64')
    let rounds = 0
    for (; room.host.people.length === 3 && rounds < 5000; rounds++) {
      room.host.say(`${text} ${rounds}`)
      await fast.untilLine(`hanna: ${text} ${rounds}`)
    }
    await fast.untilLine('- slow')
    expect(fast.deflatedFrames > 0).toBe(capabilities.length > 0)
    const notices = room.events.flatMap((event) => (event.type === 'notice.added' ? [event.notice.text] : []))
    expect(notices).toEqual(['slow was disconnected, because they read too slowly.'])
    const seq = fast.events.at(-5)?.seq ?? 0
    const resume = { roomId: room.host.roomId, seq }
    using again = await NativePeer.join({ port: room.port, nickname: 'slow', key: slow.key }, { resume })
    await again.untilLine('+ slow')
    expect(again.events.slice(0, -1)).toEqual(fast.events.filter((event) => event.seq > seq).slice(0, 4))
  })

  test('who asks for more than they read is not read from', async () => {
    await using room = await openRoom({ limits: unlimited })
    using alice = await NativePeer.join({ port: room.port })
    using deaf = await NativePeer.join({ port: room.port, nickname: 'deaf' })
    deaf.socket.pause()
    for (let index = 0; index < 2000; index++) deaf.post(`m${index}`, 'y'.repeat(4000))
    deaf.post('last', 'the end')
    await alice.say('a1', 'still here')
    expect(room.host.people).toHaveLength(3)
    deaf.socket.resume()
    await deaf.until('accepted', ({ id }) => id === 'last')
    expect(room.messages).toHaveLength(2002)
  })
})

test('nothing overtakes anything when a slow reader is thrown out in the middle of a long text', async () => {
  await using room = await openRoom({ limits: unlimited })
  using slow = await NativePeer.join({ port: room.port, nickname: 'slow' })
  slow.socket.pause()
  using good = await NativePeer.join({ port: room.port, nickname: 'good' })
  using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
  room.host.say(`${'h'.repeat(16_000_000)} the end of it`)
  const left = room.untilLeft('slow')
  for (let post = 0; post < 300; post++) bob.send({ type: 'post', id: `b${post}`, text: 'b'.repeat(4000) })
  await left
  await room.until((event) => event.type === 'message.added' && event.message.text.endsWith('the end of it'))
  await good.say('last', 'and that was it')
  const numbers = good.events.map(({ seq }) => seq)
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
})
