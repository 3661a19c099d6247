/** What the host can do about an address, as it would be if this computer's own were another one's. */
import { expect, test, vi } from 'vitest'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'
import { NativePeer } from '../../../e2e/peers/native-peer.ts'
import type * as Interfaces from './network-interfaces.ts'

vi.mock('./network-interfaces.ts', async (importOriginal) => ({
  ...(await importOriginal<typeof Interfaces>()),
  isLoopback: () => false,
}))

test('a ban ends whoever is connected from there, and whoever is about to be', async () => {
  await using room = await HostedRoom.open({ hostNickname: 'hanna' })
  using alice = await NativePeer.join({ port: room.port })
  using carol = await NativePeer.join({ port: room.port, nickname: 'carol' })
  using bob = await room.join('bob')
  using silent = await room.connect({ nickname: 'silent' })
  await silent.until('NICK')
  const { peer: hesitant, challenge } = await NativePeer.upgrade({ port: room.port, nickname: 'hesitant' })
  const refused: string[] = []
  room.host.arrivals.on('refused', ({ reason }) => refused.push(reason))
  const ban = { type: 'ban', personId: alice.key.personId, reason: 'spam', byAddress: true } as const
  expect(room.host.moderate(ban)).toMatchObject({ ok: true })
  silent.send('silent')
  hesitant.sayHello(challenge.nonce)
  const message = 'The host does not let you into this room (spam).'
  for (const peer of [alice, carol]) expect(await peer.until('bye')).toMatchObject({ code: 'banned', message })
  expect(await hesitant.until('refused')).toMatchObject({ code: 'banned', message })
  await bob.until(message)
  await silent.until(message)
  expect(await silent.closed).toBe('reset')
  expect(refused).toEqual([message, message])
  expect(room.host.people.map(({ nickname }) => nickname)).toEqual(['hanna'])
})

test('a muted classic client stays muted when it comes back under another name, until that is lifted', async () => {
  await using room = await HostedRoom.open({ hostNickname: 'hanna' })
  using bob = await room.join('bob')
  const mute = (type: 'mute' | 'unmute'): void => {
    const person = room.host.people.find(({ kind }) => kind === 'classic')
    room.host.moderate({ type, personId: person?.id ?? '', reason: '' })
  }
  mute('mute')
  bob.reset()
  await room.untilLeft('bob')
  using robert = await room.join('robert')
  expect(room.host.people[1]).toMatchObject({ nickname: 'robert', muted: true })
  robert.say('hello?')
  await robert.until('The host has muted you')
  mute('unmute')
  robert.say('thanks')
  await robert.until('robert: thanks')
  robert.reset()
  await room.untilLeft('robert')
  using rob = await room.join('rob')
  rob.say('still here')
  await rob.until('rob: still here')
  expect(room.said).toEqual(['robert: thanks', 'rob: still here'])
})
