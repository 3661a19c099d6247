/** How many may come from one address, and how fast. */
import { expect, test } from 'vitest'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'

test('connections from one address are limited, and refused in words', async () => {
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

test('connections from one address come no faster than that in the long run, and are told so', async () => {
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
