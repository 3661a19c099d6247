import { expect, test } from 'vitest'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'
import { defaultLimits } from '../common/limits.ts'
import { newcomerPatienceMs } from './classic-guests.ts'
import { systemTimers } from './timers.ts'

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
  await alice.sayAndHear('hi')
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
