import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loggedMessage, loggedMessages, nonce } from '../../../e2e/peers/native-host-script.ts'
import { NativeRoom } from '../../../e2e/peers/native-room.ts'
import { RoomRecord } from '../../../e2e/peers/room-record.ts'
import { formatAddress } from '../common/address.ts'
import { helloProof } from '../common/native/messages.ts'
import { undescribed } from '../common/room.ts'
import { createIdentity, verifySignature } from './identity.ts'
import { RoomClient } from './room-client.ts'

let room: NativeRoom

beforeEach(async () => {
  room = await NativeRoom.open()
})

afterEach(() => room[Symbol.asyncDispose]())

describe('joining a native room', () => {
  test('an offer is taken up, and the hello proves who we are', async () => {
    room.host.room = { ...room.host.room, topic: 'Ti\u202Edes', slowSeconds: 5, nativeOnly: true }
    const { client, guest, hello } = await room.enter({ nickname: 'Zoë 😀', history: 20 })
    expect(guest.classic.text).toMatch(/^[ -~]+$/)
    expect(hello).toMatchObject({ version: 1, nickname: 'Zoë 😀', history: 20 })
    expect(hello).not.toHaveProperty('resume')
    expect(verifySignature(hello.key, helloProof(nonce), hello.signature)).toBe(true)
    expect(client).toMatchObject({ isNative: true, nickname: 'Zoë 😀', roomId: 'unproven:room-1' })
    expect(client.description).toEqual({
      name: 'The room',
      topic: 'Tides',
      slowSeconds: 5,
      nativeOnly: true,
      retention: { stored: true, messages: 10_000, days: 30 },
      abilities: ['replies', 'edits', 'reactions', 'direct', 'actions', 'renames', 'topic', 'away'],
    })
    expect(client.people).toMatchObject([
      { id: client.selfId, nickname: 'Zoë 😀', kind: 'native' },
      { nickname: 'hanna', kind: 'host' },
    ])
  })

  test('the room is described, its people are given, and the newest page is history', async () => {
    room.host.room.lastSeq = 7
    const { record, guest } = await room.enter({ history: 3 }, { complete: false })
    guest.send({ type: 'events', events: loggedMessages(5, 6) }, { type: 'events', events: [loggedMessage(7)] })
    const loaded = await record.until((event) => event.type === 'history.loaded')
    expect(record.events.map((event) => event.type)).toEqual(['people.reset', 'room.described', 'history.loaded'])
    expect(loaded).toMatchObject({
      more: true,
      entries: [5, 6, 7].map((seq) => ({ id: `log-${seq}`, past: true, text: `message ${seq}` })),
    })
  })

  test.each([
    ['without an identity', {}],
    ['when it is told to', { identity: createIdentity(), classicOnly: true }],
  ])('%s it stays classic', async (_, options) => {
    const client = new RoomClient({ address: room.host.address, nickname: 'alice', asciiOnly: true, ...options })
    const joining = client.join()
    const guest = await room.host.accept()
    await guest.offer()
    expect(await joining).toMatchObject({ ok: true })
    const name = formatAddress(room.host.address)
    expect(client).toMatchObject({ isNative: false, roomId: null, description: { ...undescribed, name } })
    await client.leave()
    expect(await guest.closed).toBe('reset')
    // Whoever offers the native protocol reads lines: it is told that ours are ended.
    expect(guest.classic.text).toBe('alice\n')
  })

  test('what is said before the mark is left to the welcome', async () => {
    const client = room.createClient()
    const record = new RoomRecord(client)
    const joining = client.join()
    const guest = await room.host.accept()
    await guest.offer()
    await guest.untilAsked()
    guest.socket.write('bob: hi')
    await guest.challenge()
    room.host.room.lastSeq = 1
    guest.send(room.host.welcome(await guest.until('hello')), { type: 'events', events: [loggedMessage(1, 'hi')] })
    await joining
    await record.until((event) => event.type === 'history.loaded')
    expect(record.lines).toEqual([])
  })

  test('a name that seems taken by the classic rules may be our own', async () => {
    const client = room.createClient()
    const joining = client.join()
    const guest = await room.host.accept()
    guest.socket.write('NICK')
    await guest.classic.until('alice')
    guest.socket.write('The name alice is taken here. You are alice-2.\nalice-2 joined!\nConnected to server! \t ')
    await guest.challenge()
    guest.send(room.host.welcome(await guest.until('hello')))
    expect(await joining).toMatchObject({ ok: true })
    expect(client.nickname).toBe('alice')
  })

  test.each([
    [
      { code: 'name-taken', message: 'no', suggestion: 'Zoë-2' },
      { code: 'name-taken', field: 'nickname', suggestion: 'Zoë-2' },
    ],
    [
      { code: 'full', message: 'The room is full.\u001B[2J' },
      { code: 'turned-away', message: 'The room is full.[2J' },
    ],
    [
      { code: 'banned', message: 'You may not come in: Noise' },
      { code: 'banned', field: 'address', message: 'You may not come in: Noise' },
    ],
  ])('refused with %j', async (answer, error) => {
    const client = room.createClient({ nickname: 'Zoë' })
    const record = new RoomRecord(client)
    const joining = client.join()
    const guest = await room.host.accept()
    await guest.upgrade()
    guest.send({ type: 'refused', ...answer })
    expect(await joining).toMatchObject({ ok: false, error })
    await guest.closed
    expect(record.events).toEqual([])
  })

  test.each([
    [{ oldest: 2, newest: 3 }, 'Update Snug on this computer.'],
    [{ oldest: 0, newest: 0 }, 'Its host has to update Snug.'],
  ])('a host that speaks the versions %j only', async (versions, advice) => {
    const client = room.createClient()
    const joining = client.join()
    const guest = await room.host.accept()
    await guest.offer()
    await guest.challenge(versions)
    const joined = await joining
    expect(joined.ok ? '' : joined.error.message).toContain(advice)
  })

  test('a newer host that still speaks our version is told that', async () => {
    const client = room.createClient()
    const joining = client.join()
    const guest = await room.host.accept()
    await guest.offer()
    await guest.untilAsked()
    guest.socket.write('\0SNUG\n')
    guest.send({
      type: 'challenge',
      versions: { oldest: 1, newest: 9 },
      nonce: 'bm9uY2U=',
      capabilities: ['telepathy'],
    })
    const hello = await guest.until('hello')
    expect(hello.version).toBe(1)
    guest.send(room.host.welcome(hello))
    expect(await joining).toMatchObject({ ok: true })
  })

  test('an offer that is not kept is a failure in words: nobody could tell what the host reads', async () => {
    const client = room.createClient()
    const joining = client.join()
    const guest = await room.host.accept()
    await guest.offer()
    await guest.untilAsked()
    expect(await joining).toMatchObject({ ok: false, error: { code: 'upgrade-broken', field: 'address' } })
    await guest.closed
  })

  test('an upgrade that ends in silence, too', async () => {
    const client = room.createClient()
    const joining = client.join()
    const guest = await room.host.accept()
    await guest.upgrade()
    expect(await joining).toMatchObject({ ok: false, error: { code: 'upgrade-broken' } })
  })

  test('cancelling in the middle of it answers at once', async () => {
    const cancelling = new AbortController()
    const client = room.createClient()
    const joining = client.join(cancelling.signal)
    const guest = await room.host.accept()
    await guest.upgrade()
    cancelling.abort()
    expect(await joining).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    await guest.closed
  })
})
