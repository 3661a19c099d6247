/** Hosts that are who they say, and hosts that are not. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'
import { type Hello, loggedMessage, loggedMessages, nonce } from '../../../e2e/peers/native-host-script.ts'
import { NativeRoom } from '../../../e2e/peers/native-room.ts'
import { RoomRecord } from '../../../e2e/peers/room-record.ts'
import { isConnection, isDelivered, isMessage } from '../../../e2e/peers/scripted-room.ts'
import { formatAddress } from '../common/address.ts'
import type { HostMessage, RoomQuestion, SignedProof } from '../common/native/messages.ts'
import { Archive } from './archive/archive.ts'
import { guestCopyKey, nativeCopyKey, OwnCopy } from './archive/own-copy.ts'
import { createIdentity, createNonce } from './identity.ts'
import type { RoomClient } from './room-client.ts'
import { createRoomKey } from './room-key.ts'

/** The room that somebody knows. */
const key = createRoomKey()

/** As everybody knows it who has been there. */
const publicKey = key.prove({ clientNonce: '', hostNonce: '', clientKey: '' }).key

/** A host on another computer. */
let room: NativeRoom

beforeEach(async () => {
  room = await NativeRoom.open()
})

afterEach(() => room[Symbol.asyncDispose]())

/** Somebody has read the first message in the known room, and lost their connection to it. */
async function visitAndDrop(): Promise<Awaited<ReturnType<NativeRoom['enter']>>> {
  room.host.key = key
  const visit = await room.enter()
  visit.guest.send({ type: 'events', events: [loggedMessage(1)] })
  await visit.record.until(isMessage('message 1'))
  visit.guest.socket.resetAndDestroy()
  await visit.record.until(isConnection('reconnecting'))
  return visit
}

/** What a hello asks of this host. */
function askedBy({ nonce: clientNonce = '', key: clientKey }: Hello): RoomQuestion {
  return { clientNonce, hostNonce: nonce, clientKey }
}

/** The proof that the known room itself has given at another time, for another host or to somebody else. */
function proofFor(hello: Hello, changes: Partial<RoomQuestion>): SignedProof {
  return key.prove({ ...askedBy(hello), ...changes })
}

describe('a host that proves which room it is', () => {
  test('is known by that, and so is its copy, wherever it is', async () => {
    room.host.key = key
    const { client } = await room.enter()
    expect(client.roomId).toBe(key.roomId)
    expect(guestCopyKey(client.roomId, '10.0.0.5:55555')).toBe(nativeCopyKey(key.roomId))
  })

  test('is ours, too', async () => {
    await using hosted = await HostedRoom.open({ hostNickname: 'hanna' })
    const client = room.createClient({ address: { host: '127.0.0.1', port: hosted.port } })
    expect(await client.join()).toMatchObject({ ok: true })
    expect(client.roomId).toBe(hosted.host.roomId)
  })

  test('is asked by another nonce each time', async () => {
    const hellos = [await room.enter(), await room.enter({ nickname: 'bo' })].map(({ hello }) => hello)
    const nonces = hellos.map(({ nonce = '' }) => Buffer.from(nonce, 'base64'))
    expect(nonces.map(({ length }) => length)).toEqual([32, 32])
    expect(nonces[0]).not.toEqual(nonces[1])
  })

  test('goes on after a drop', async () => {
    const { record } = await visitAndDrop()
    const { hello } = await room.host.letIn()
    expect(hello.resume).toEqual({ roomId: key.roomId, seq: 1 })
    await record.until(isConnection('open'))
    expect(record.lines).toEqual(['bob: message 1', '* Back after 1 s.'])
  })
})

describe('an impostor', () => {
  beforeEach(() => {
    room.host.room = { ...room.host.room, id: key.roomId }
  })

  test.each<[string, (hello: Hello) => SignedProof]>([
    ['for another nonce of ours', (hello) => proofFor(hello, { clientNonce: createNonce() })],
    ['for another host’s nonce', (hello) => proofFor(hello, { hostNonce: createNonce() })],
    ['for another person', (hello) => proofFor(hello, { clientKey: createIdentity().publicKey })],
    ['by another key', (hello) => createRoomKey().prove(askedBy(hello))],
    ['by another key, under the right one', (hello) => ({ ...createRoomKey().prove(askedBy(hello)), key: publicKey })],
    ['that is no signature', () => ({ key: publicKey, signature: 'AAAA' })],
    ['that is empty', () => ({ key: '', signature: '' })],
  ])('with a proof %s is not joined', async (_, proofOf) => {
    const client = room.createClient()
    const record = new RoomRecord(client)
    const joining = client.join()
    const guest = await room.host.accept()
    const hello = await guest.upgrade()
    guest.send(room.host.welcome(hello, { proof: proofOf(hello) }), { type: 'events', events: loggedMessages(1, 2) })
    const message = `What answers at ${formatAddress(room.host.address)} could not prove to be the room that it says it is. Ask its host for the right address.`
    expect(await joining).toEqual({ ok: false, error: { code: 'false-proof', field: 'address', message } })
    await guest.closed
    expect(record.events).toEqual([])
  })

  test('without a proof is another room, which has another copy', async () => {
    const { client, guest, record } = await room.enter()
    expect(client.roomId).not.toBe(key.roomId)
    expect(guestCopyKey(client.roomId, '10.0.0.5:55555')).toBe('unproven:10.0.0.5:55555')
    guest.send({ type: 'events', events: [loggedMessage(1)] })
    await record.until(isMessage('message 1'))
    client.send({ id: 'm1', text: 'hi' })
    await guest.until('post')
  })

  test('does not say to the room itself how far that was read', async () => {
    const { record, guest, client } = await room.enter()
    guest.send({ type: 'events', events: loggedMessages(1, 9) })
    await record.until(isMessage('message 9'))
    guest.socket.resetAndDestroy()
    room.host.key = key
    room.host.room.lastSeq = 2
    const { guest: again, hello } = await room.host.letIn()
    expect(hello).not.toHaveProperty('resume')
    again.send({ type: 'events', events: [loggedMessage(1, 'the true first'), loggedMessage(2)] })
    await record.until(isMessage('the true first'))
    expect(client.roomId).toBe(key.roomId)
  })

  test.each<[string, (hello: Hello) => HostMessage]>([
    ['a second welcome', (hello) => room.host.welcome(hello, { lastSeq: 500 })],
    [
      'a second welcome under a key',
      (hello) => room.host.welcome(hello, { lastSeq: 500, proof: key.prove(askedBy(hello)) }),
    ],
    ['a challenge', () => ({ type: 'challenge', versions: { oldest: 1, newest: 1 }, nonce, capabilities: [] })],
  ])('does not become another room by %s once somebody is in', async (_, again) => {
    const { client, guest, hello, record } = await room.enter()
    guest.send(again(hello))
    await record.until(isConnection('reconnecting'))
    const words = /^The room sent something that cannot be understood\. A message of type \w+ came twice\.$/
    expect(record.connections).toMatchObject([{ reason: expect.stringMatching(words) as string }])
    expect(guest.messages.filter(({ type }) => type === 'hello')).toHaveLength(1)
    room.host.key = key
    const { hello: next } = await room.host.letIn()
    expect(next).not.toHaveProperty('resume')
    await record.until(isConnection('open'))
    expect(client.roomId).toBe(key.roomId)
  })

  test('is given one hello, however often it asks before its welcome', async () => {
    const joining = room.createClient().join()
    const guest = await room.host.accept()
    await guest.upgrade()
    guest.send({ type: 'challenge', versions: { oldest: 1, newest: 1 }, nonce: createNonce(), capabilities: [] })
    expect(await joining).toMatchObject({ ok: false, error: { code: 'upgrade-broken' } })
    await guest.closed
    expect(guest.messages.filter(({ type }) => type === 'hello')).toHaveLength(1)
  })

  test('cannot go on where the room stood before the connection dropped', async () => {
    const { client, record } = await visitAndDrop()
    client.send({ id: 'm1', text: 'a secret' })
    room.host.key = null
    await room.host.letIn()
    await record.until(
      (event) => isConnection('reconnecting')(event) && JSON.stringify(event).includes('could not prove'),
    )
    expect(client.roomId).toBe(key.roomId)
    // The room itself is waited for.
    room.host.key = key
    room.host.room.lastSeq = 1
    const { guest: again, hello } = await room.host.letIn()
    expect(hello.resume).toEqual({ roomId: key.roomId, seq: 1 })
    expect(await again.until('post')).toMatchObject({ id: 'm1' })
  })

  test.each([
    ['no key', null],
    ['a key of its own', createRoomKey()],
  ])(
    'with %s and another id is said to be another room, and is told nothing that was meant for the first',
    async (_, other) => {
      const { client, record } = await visitAndDrop()
      client.send({ id: 'm1', text: 'a secret', to: { personId: 'key:bob', nickname: 'bob' } })
      room.host.key = other
      room.host.room = { ...room.host.room, id: 'another' }
      const { guest: again } = await room.host.letIn()
      await record.until(isDelivered('m1', 'failed'))
      again.send({ type: 'ping' })
      await again.until('pong')
      expect(again.messages.filter(({ type }) => type === 'post')).toEqual([])
      expect(record.lines.at(-1)).toContain('Another room answers here now')
      expect(client.roomId).toBe(other?.roomId ?? 'unproven:another')
    },
  )

  test('changes nothing in the copy of the room that it says it is', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-proof-'))
    const archive = Archive.open({ file: path.join(folder, 'archive.sqlite'), complain: (text) => expect.fail(text) })
    const copyOf = (client: RoomClient): void => {
      const copyKey = (): string => guestCopyKey(client.roomId, '10.0.0.5:55555')
      const copy = new OwnCopy({ archive, name: 'Lunch', copyKey, keeps: () => true, loadHistory: null })
      copy.begin([])
      client.on('event', (event) => copy.record(event))
    }
    const found = (): string[] | undefined =>
      archive
        ?.search({ words: 'tea', author: '', skip: 0, roomKey: nativeCopyKey(key.roomId) })
        .hits.map(({ messageId }) => messageId)
    room.host.key = key
    const visit = await room.enter()
    copyOf(visit.client)
    visit.guest.send({ type: 'events', events: [loggedMessage(1, 'tea at four')] })
    await visit.record.until(isMessage('tea at four'))
    room.host.key = null
    const { client, guest, record } = await room.enter({ nickname: 'alice-2' })
    copyOf(client)
    guest.send({
      type: 'events',
      events: [
        { type: 'deleted', seq: 2, at: 2, id: 'd', target: 'log-1', personId: 'key:bob' },
        loggedMessage(3, 'tea is off'),
      ],
    })
    await record.until(isMessage('tea is off'))
    expect(found()).toEqual(['log-1'])
    archive?.close()
    rmSync(folder, { recursive: true })
  })
})
