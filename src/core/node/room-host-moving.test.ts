/** A room whose computer gets and loses addresses. */
import { once } from 'node:events'
import net from 'node:net'
import { expect, test } from 'vitest'
import { ClassicPeer } from '../../../e2e/peers/classic-peer.ts'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'

/** Addresses that lead here besides 127.0.0.1: macOS has none. */
const [loopback, wifi, cable] = ['127.0.0.1', '127.0.0.2', '127.0.0.3']
const moving = test.skipIf(process.platform === 'darwin')

const hosts = (room: HostedRoom): string[] => room.host.addresses.map(({ host }) => host)

async function listenOn(host: string, port: number): Promise<net.Server> {
  const server = net.createServer().listen(port, host)
  await once(server, 'listening')
  return server
}

moving('follows its computer, and nobody who is connected is cut off', async () => {
  await using room = await HostedRoom.open({ bind: [loopback, wifi] })
  using alice = await room.join('alice', { host: wifi })
  using bob = await room.join('bob')
  expect(await room.host.move([loopback, cable])).toEqual([])
  expect(hosts(room)).toEqual([loopback, cable])
  await expect(ClassicPeer.connect({ port: room.port, host: wifi })).rejects.toThrow('ECONNREFUSED')
  using carol = await room.join('carol', { host: cable })
  carol.say('hello from the cable')
  for (const peer of [alice, bob]) await peer.until('carol: hello from the cable')
  alice.say('still here')
  await carol.until('alice: still here')
})

moving('says where it cannot listen, and does once it can', async () => {
  await using room = await HostedRoom.open()
  const other = await listenOn(wifi, room.port)
  expect(await room.host.move([loopback, wifi, cable])).toEqual([{ host: wifi, port: room.port }])
  expect(hosts(room)).toEqual([loopback, cable])
  other.close()
  await once(other, 'close')
  expect(await room.host.move([loopback, wifi, cable])).toEqual([])
  expect(hosts(room)).toEqual([loopback, cable, wifi])
})

test('goes without addresses that its computer does not have', async () => {
  await using room = await HostedRoom.open()
  expect(await room.host.move([loopback, '192.0.2.1'])).toEqual([])
  expect(hosts(room)).toEqual([loopback])
})

moving('is not left open behind its end', async () => {
  await using room = await HostedRoom.open()
  const { port } = room
  const moved = room.host.move([loopback, wifi])
  await Promise.all([room.host.close(), moved])
  const other = await listenOn(wifi, port)
  other.close()
  expect(await room.host.move([loopback])).toEqual([])
  expect(hosts(room)).toEqual([])
})
