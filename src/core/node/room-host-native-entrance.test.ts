/** How a room and a native client prove to each other who they are, and who is let in. */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openPatientRoom } from '../../../e2e/peers/hosted-room.ts'
import { NativePeer, PeerKey } from '../../../e2e/peers/native-peer.ts'

describe('which room it is', () => {
  test('is proved to whoever asks, and not mentioned to who does not', async () => {
    await using room = await openPatientRoom()
    const { peer: alice, challenge } = await NativePeer.upgrade({ port: room.port })
    using _ = alice
    alice.sayHello(challenge.nonce, { nonce: 'YSBub25jZQ==' })
    const { proof, room: described } = await alice.until('welcome')
    const raw = Buffer.from(proof?.key ?? '', 'base64')
    expect(described.id).toBe(`room:${createHash('sha256').update(raw).digest('hex').slice(0, 32)}`)
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }
    const signed = `snug room 1\nYSBub25jZQ==\n${challenge.nonce}\n${alice.key.publicKey}`
    const signature = Buffer.from(proof?.signature ?? '', 'base64')
    expect(verify(null, Buffer.from(signed), createPublicKey({ key: jwk, format: 'jwk' }), signature)).toBe(true)
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
    expect(bob.welcome).not.toHaveProperty('proof')
    expect(bob.welcome?.room.id).toBe(described.id)
  })

  test.each(['two\nlines', 'a nonce', 'YQ'])('is not asked by what is not base64: %j', async (nonce) => {
    await using room = await openPatientRoom()
    using alice = await NativePeer.greet({ port: room.port }, { nonce })
    expect((await alice.until('bye')).code).toBe('malformed')
  })
})

describe('who is let in', () => {
  test.each([
    ['bad-name', { nickname: 'a:b' }, 'A name cannot contain a colon.'],
    ['signature', { signature: new PeerKey().sign('another nonce') }, 'could not prove who you are'],
    ['signature', { signature: 'nonsense' }, 'could not prove who you are'],
    ['signature', { key: 'nonsense' }, 'could not prove who you are'],
    ['version', { version: 0 }, 'needs a newer Snug'],
  ] as const)('not with %s: %j', async (code, hello, sentence) => {
    await using room = await openPatientRoom()
    const refused: string[] = []
    room.host.arrivals.on('refused', ({ reason }) => refused.push(reason))
    using alice = await NativePeer.greet({ port: room.port }, hello)
    const refusal = await alice.until('refused')
    expect(refusal.code).toBe(code)
    expect(refusal.message).toContain(sentence)
    expect(refused).toEqual([refusal.message])
    expect(await alice.closed).toBe('fin')
    expect(room.events).toEqual([])
  })

  test('a newer client is, with the version that both understand', async () => {
    await using room = await openPatientRoom()
    using alice = await NativePeer.join({ port: room.port }, { version: 99 })
    expect(alice.welcome?.version).toBe(1)
  })

  test.each(['alice', 'ALICE', 'аlice', 'álice'])(
    'not under a name that looks like somebody else’s: %s',
    async (nickname) => {
      await using room = await openPatientRoom()
      using alice = await NativePeer.join({ port: room.port })
      using second = await NativePeer.greet({ port: room.port, nickname })
      expect(await second.until('refused')).toMatchObject({ code: 'name-taken', suggestion: `${nickname}-2` })
      using classic = await room.connect({ nickname: 'alice' })
      await classic.enter()
      expect(classic.text).toContain('The name alice is taken here. You are alice-2.')
      using third = await NativePeer.join({ port: room.port, nickname: 'third' })
      await alice.untilLine('+ third')
      expect(alice.lines).toEqual(['+ alice', '+ third'])
      expect(third.welcome?.people).toHaveLength(2)
    },
  )

  test('not as somebody else, whose signature went over the wire before', async () => {
    await using room = await openPatientRoom()
    const key = new PeerKey()
    const { peer: first, challenge } = await NativePeer.upgrade({ port: room.port, key })
    first.sayHello(challenge.nonce)
    await first.until('welcome')
    using mallory = await NativePeer.greet({ port: room.port, key }, { signature: key.sign(challenge.nonce) })
    expect(await mallory.until('refused')).toMatchObject({ code: 'signature' })
    first.reset()
  })

  test('not as the host', async () => {
    const key = new PeerKey()
    await using room = await openPatientRoom({ hostNickname: 'hanna', hostPersonId: key.personId })
    using guest = await NativePeer.greet({ port: room.port, nickname: 'hanna', key })
    expect(await guest.until('refused')).toMatchObject({ code: 'own-room' })
  })

  test('after a hello, and once', async () => {
    await using room = await openPatientRoom()
    const { peer: hasty } = await NativePeer.upgrade({ port: room.port })
    hasty.post('m1', 'hello?')
    expect(await hasty.until('bye')).toMatchObject({ code: 'malformed', message: 'The first message must be a hello.' })
    const { peer: twice, challenge } = await NativePeer.upgrade({ port: room.port })
    twice.sayHello(challenge.nonce)
    twice.sayHello(challenge.nonce)
    expect(await twice.until('bye')).toMatchObject({ code: 'malformed', message: 'There was a hello already.' })
    expect(await Promise.all([hasty.closed, twice.closed])).toEqual(['fin', 'fin'])
  })

  test('not without a hello', async () => {
    await using room = await openPatientRoom({ limits: { handshakeMs: 50 } })
    const { peer } = await NativePeer.upgrade({ port: room.port })
    expect(await peer.until('bye')).toMatchObject({ code: 'silent' })
    expect(await peer.closed).toBe('fin')
  })
})
