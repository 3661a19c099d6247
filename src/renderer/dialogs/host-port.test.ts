import { expect, test } from 'vitest'
import type { HostedBefore } from '../../core/common/ipc-contract.ts'
import { newRoom } from '../../core/common/new-room.ts'
import type { RoomState } from '../../core/common/room.ts'
import { portFor } from './host-port.ts'

const before = (name: string, port: number): HostedBefore => ({
  name,
  port,
  nickname: 'Me',
  exposure: 'this-computer',
  keep: true,
  retention: { messages: 10, days: 1 },
  everyMessageToDisk: false,
  lastHostedAt: 0,
})
const open = (name: string, address: string, change: Partial<RoomState> = {}): RoomState =>
  newRoom({
    id: name,
    name,
    addresses: [address],
    self: { personId: 'me', nickname: 'Me' },
    role: { kind: 'host', exposure: 'this-computer' },
    ...change,
  })

test('a room is opened at the usual port, or at the next one that no other room of this computer has', () => {
  const hosted = [before('Den', 55_555), before('Lab', 55_557)]
  expect(portFor('Attic', 55_555, [], [])).toBe(55_555)
  expect(portFor('Attic', 55_555, hosted, [])).toBe(55_556)
  expect(portFor('Attic', 55_555, hosted, [open('Hall', '[::1]:55556')])).toBe(55_558)
  expect(portFor('Attic', 65_535, [before('Den', 65_535)], [])).toBe(65_535)
})

test('the port of the same room is its own, unless it is open', () => {
  const hosted = [before('Den', 55_555)]
  expect(portFor(' den', 55_555, hosted, [])).toBe(55_555)
  expect(portFor('Den', 55_555, hosted, [open('Den', '127.0.0.1:55555')])).toBe(55_556)
})

test('rooms elsewhere and those that are closed leave their ports free', () => {
  const closed = { status: 'closed', reason: 'lost' } as const
  expect(portFor('Attic', 55_555, [], [open('Den', '127.0.0.1:55555', { connection: closed })])).toBe(55_555)
  expect(portFor('Attic', 55_555, [], [open('Den', '10.0.0.5:55555', { role: { kind: 'guest' } })])).toBe(55_555)
})
