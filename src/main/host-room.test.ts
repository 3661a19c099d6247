/** A hosted room as its window has it, with a network that comes and goes. */
import os from 'node:os'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { NativePeer, PeerKey } from '../../e2e/peers/native-peer.ts'
import { TemporaryFolder } from '../../e2e/peers/temporary-folder.ts'
import { ClassicPeer } from '../../e2e/peers/classic-peer.ts'
import { ManualTime } from '../../e2e/peers/manual-time.ts'
import { parseAddress } from '../core/common/address.ts'
import { type Exposure, leavingAtOnce, maxEntries } from '../core/common/room.ts'
import { usualHabits } from '../core/node/client-habits.ts'
import { createIdentity } from '../core/node/identity.ts'
import { lookMs } from '../core/node/network-following.ts'
import { bindAddresses, type NetworkInterfaces } from '../core/node/network-interfaces.ts'
import { hostRoom } from './host-room.ts'
import { joinRoom } from './join-room.ts'
import { RoomSession } from './room-session.ts'

const loopback = { lo: (os.networkInterfaces()['lo'] ?? []).filter(({ family }) => family === 'IPv4') }
/** Whether this computer is in any network. */
const isOnline = bindAddresses('this-network').length > 1

let time: ManualTime
let present: NetworkInterfaces
let lookAtNetworks: () => NetworkInterfaces
let session: RoomSession

beforeEach(() => {
  time = new ManualTime()
  present = loopback
  lookAtNetworks = () => present
})

afterEach(() => session.actions.leave())

function host(exposure: Exposure, folder: string | null, port = 0): ReturnType<typeof hostRoom> {
  return hostRoom({
    roomId: 'r',
    name: 'Room',
    nickname: 'Amara',
    personId: 'host:amara',
    exposure,
    port,
    folder,
    keeping: { retention: { messages: 100_000, days: 30 } },
    sendsTyping: () => true,
    interfaces: () => lookAtNetworks(),
    timers: time,
  })
}

async function open(exposure: Exposure, folder: string | null = null, port = 0): Promise<void> {
  const opened = await host(exposure, folder, port)
  if (!opened.ok) throw new Error(opened.error.message)
  session = new RoomSession(opened.value.initial, opened.value.actions, () => {})
  opened.value.start((body) => session.record(body))
}

async function untilShown(pattern: RegExp): Promise<string> {
  for (;;) {
    const [first = ''] = session.state.addresses
    if (pattern.test(first)) return first
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('a room that was opened before the network was there shows its address once it is', async () => {
  await open('all-addresses')
  const port = /\d+$/.exec(session.state.addresses[0] ?? '')?.[0] ?? ''
  expect(session.state.addresses).toEqual([`127.0.0.1:${port}`])
  present = {
    ...loopback,
    wlan0: [{ address: '192.168.1.7', netmask: '', mac: '', cidr: null, internal: false, family: 'IPv4' }],
  }
  time.advance(lookMs)
  expect(await untilShown(/^192/)).toBe(`192.168.1.7:${port}`)
  present = loopback
  time.advance(lookMs)
  expect(await untilShown(/^127/)).toBe(`127.0.0.1:${port}`)
})

test.skipIf(!isOnline)('whoever is on the network can come in then', async () => {
  await open('this-network')
  present = os.networkInterfaces()
  time.advance(lookMs)
  const address = parseAddress(await untilShown(/^(?!127)/))
  if (!address.ok) throw new Error(address.error)
  using guest = await ClassicPeer.join({ ...address.value, nickname: 'bo' })
  expect(guest.text).toContain('bo joined!')
})

test('a room that fails to open once it listens leaves neither its port nor its file taken', async () => {
  using folder = new TemporaryFolder()
  await open('this-computer', folder.path)
  const port = Number(/\d+$/.exec(session.state.addresses[0] ?? '')?.[0])
  await session.actions.leave()
  const looks = [present]
  lookAtNetworks = () => {
    const networks = looks.shift()
    if (!networks) throw new Error('The system does not say.')
    return networks
  }
  await expect(host('this-computer', folder.path, port)).rejects.toThrow('The system does not say.')
  lookAtNetworks = () => present
  await open('this-computer', folder.path, port)
  expect(session.state).toMatchObject({ addresses: [`127.0.0.1:${port}`], retention: { stored: true } })
})

test.skipIf(process.platform === 'darwin')('who can reach it is changed while it runs', async () => {
  await open('all-addresses')
  const [address = ''] = session.state.addresses
  const port = Number(/\d+$/.exec(address)?.[0])
  using guest = await ClassicPeer.join({ port, host: '127.0.0.2', nickname: 'bo' })
  while (session.state.people.length < 2) await new Promise((resolve) => setImmediate(resolve))
  expect(await session.actions.expose('this-computer', false)).toEqual({ ok: true, value: { isDone: false, cut: 1 } })
  expect(session.state.role).toEqual({ kind: 'host', exposure: 'all-addresses' })
  expect(await session.actions.expose('this-computer', true)).toEqual({ ok: true, value: { isDone: true, cut: 1 } })
  expect(session.state).toMatchObject({ role: { kind: 'host', exposure: 'this-computer' }, addresses: [address] })
  await guest.until('The host has closed this room to the network from which you came.')
  while (session.state.people.length > 1) await new Promise((resolve) => setImmediate(resolve))
})

test('who has what one said is known again when the room is opened again', async () => {
  using folder = new TemporaryFolder()
  await open('this-computer', folder.path)
  const address = parseAddress(session.state.addresses[0] ?? '')
  if (!address.ok) throw new Error(address.error)
  {
    using bo = await NativePeer.join({ ...address.value, nickname: 'bo' })
    session.actions.send({ id: 'h1', text: 'hello' })
    await bo.untilLine('Amara: hello')
  }
  await session.actions.leave()
  await open('this-computer', folder.path)
  const ledger = { have: 0, of: 1, names: { have: [], missing: ['bo'] } }
  expect(session.state.entries.find(({ id }) => id === 'h1')).toMatchObject({ delivery: { state: 'sent', ledger } })
})

test('what was refused and is tried again comes whole, however long it is', async () => {
  await open('this-computer')
  const address = parseAddress(session.state.addresses[0] ?? '')
  if (!address.ok) throw new Error(address.error)
  const key = new PeerKey()
  const parts = Array.from({ length: 20 }, (_, index) => `${index} ${'x'.repeat(3990)}`)
  const to = { personId: key.personId, nickname: 'bo', kind: 'native' } as const
  const said = () => session.state.entries.filter((entry) => entry.kind === 'message')
  session.actions.send({ id: 'd1', text: parts.join('\n'), to })
  expect(said()).toMatchObject([{ id: 'd1', delivery: { state: 'failed' } }])
  using _ = await NativePeer.join({ ...address.value, nickname: 'bo', key })
  session.actions.retry('d1')
  const text = () =>
    said()
      .flatMap((entry) => entry.text.split('\n'))
      .join('')
  while (!text().endsWith(parts.at(-1) ?? '')) await new Promise((resolve) => setImmediate(resolve))
  expect(text()).toBe(parts.join(''))
})

test('who goes back after entries have left at the top finds everything, as host and as guest', async () => {
  using folder = new TemporaryFolder()
  await open('this-computer', folder.path)
  const address = parseAddress(session.state.addresses[0] ?? '')
  if (!address.ok) throw new Error(address.error)
  const joined = await joinRoom({
    roomId: 'g',
    address: address.value,
    nickname: 'bo',
    asciiOnly: true,
    identity: createIdentity(),
    habits: () => usualHabits,
    signal: AbortSignal.timeout(10_000),
  })
  if (!joined.ok) throw new Error(joined.error.message)
  const guest = new RoomSession(joined.value.initial, joined.value.actions, () => {})
  joined.value.start((body) => guest.record(body))
  const total = maxEntries + 3 * leavingAtOnce
  for (let number = 0; number < total; number += 1) session.actions.send({ id: `m${number}`, text: `${number}` })
  const numbers = ({ state }: RoomSession) =>
    state.entries.flatMap((entry) => (entry.kind === 'message' ? [Number(entry.text)] : []))
  const all = Array.from({ length: total }, (_, number) => number)
  for (const one of [session, guest]) {
    while (numbers(one).at(-1) !== total - 1) await new Promise((resolve) => setImmediate(resolve))
    expect(numbers(one)[0]).toBeGreaterThan(0)
    while (one.state.hasMoreHistory) {
      const { entries } = one.state
      one.loadHistory()
      while (one.state.entries === entries) await new Promise((resolve) => setImmediate(resolve))
      const shown = numbers(one)
      expect(shown).toEqual(all.slice(shown[0]))
    }
    expect(numbers(one)).toEqual(all)
  }
  await guest.actions.leave()
})
