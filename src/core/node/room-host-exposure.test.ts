/** A room whose host decides anew who can reach it, with people inside. */
import { once } from 'node:events'
import net from 'node:net'
import { expect, test } from 'vitest'
import { ClassicPeer } from '../../../e2e/peers/classic-peer.ts'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'
import { NativePeer } from '../../../e2e/peers/native-peer.ts'
import { startPythonClient } from '../../../e2e/peers/python.ts'
import { isFinalPhrase, wayClosedPhrase } from '../common/classic/phrases.ts'

/** Addresses that lead here besides 127.0.0.1, and stand for a network: macOS has none. */
const [loopback, network] = ['127.0.0.1', '127.0.0.2']
const exposing = test.skipIf(process.platform === 'darwin')
const everywhere = '0.0.0.0'

exposing('for this computer only: who came from the network is told and has to go, and nobody else comes', async () => {
  await using room = await HostedRoom.open({ bind: [everywhere], hostNickname: 'hanna' })
  const { port } = room
  using here = await room.join('here')
  using alice = await room.join('alice', { host: network })
  using bo = await NativePeer.join({ port, host: network, nickname: 'bo' })
  using unnamed = await ClassicPeer.connect({ port, host: network })
  expect(room.host.countBeyond([everywhere])).toBe(0)
  expect(room.host.countBeyond([loopback])).toBe(2)

  expect(await room.host.expose([loopback])).toBeNull()
  await expect(ClassicPeer.connect({ port, host: network })).rejects.toThrow('ECONNREFUSED')
  expect(await bo.until('bye')).toEqual({ type: 'bye', code: 'way-closed', message: wayClosedPhrase })
  expect(await bo.closed).toBe('fin')
  for (const peer of [alice, unnamed]) {
    await peer.until(wayClosedPhrase)
    expect(await peer.closed).toBe('reset')
  }
  expect(isFinalPhrase(wayClosedPhrase)).toBe(true)
  await here.until('alice left!')
  room.host.say('among ourselves')
  await here.until('hanna: among ourselves')
  expect(room.host.people.map(({ nickname }) => nickname)).toEqual(['hanna', 'here'])
  expect(room.host.arrivals.list.filter(({ end }) => end === 'way-closed')).toHaveLength(3)
  using another = await room.join('another')
  expect(another.text).toContain('another joined!')
})

exposing('the tutorial client ends cleanly', async () => {
  await using room = await HostedRoom.open({ bind: [everywhere] })
  await using client = startPythonClient({ port: room.port, host: network }, 'pythonista')
  await client.output.until('Connected to server!')
  await room.until((event) => event.type === 'person.joined')
  await room.host.expose([loopback])
  await client.output.until('An error occurred!')
  expect(client.output.text).toContain(wayClosedPhrase)
  expect(client.output.text).not.toContain('Spinning')
})

exposing('for more people than before: nobody is cut off', async () => {
  await using room = await HostedRoom.open({ bind: [loopback] })
  using alice = await room.join('alice')
  expect(await room.host.expose([everywhere])).toBeNull()
  using bo = await room.join('bo', { host: network })
  alice.say('welcome')
  await bo.until('alice: welcome')
})

exposing('where another program listens already, all stays as it was', async () => {
  await using room = await HostedRoom.open({ bind: [loopback] })
  using alice = await room.join('alice')
  const other = net.createServer().listen(room.port, network)
  await once(other, 'listening')
  const fault = await room.host.expose([everywhere])
  expect(fault).toMatchObject({ address: { host: everywhere, port: room.port }, error: { code: 'EADDRINUSE' } })
  expect(room.host.addresses).toEqual([{ host: loopback, port: room.port }])
  using bo = await room.join('bo')
  bo.say('here by the same way')
  await alice.until('bo: here by the same way')
  other.close()
  await once(other, 'close')
  expect(await room.host.expose([everywhere])).toBeNull()
})
