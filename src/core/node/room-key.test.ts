import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RoomQuestion, SignedProof } from '../common/native/messages.ts'
import { createNonce } from './identity.ts'
import { claimedId, createRoomKey, isProven, knownId, readRoomKey } from './room-key.ts'

const question = (): RoomQuestion => ({
  clientNonce: createNonce(),
  hostNonce: createNonce(),
  clientKey: createNonce(),
})

/** What a client that has asked this makes of a welcome. */
function known(id: string, proof: SignedProof | null, asked: RoomQuestion | null): string | null {
  const retention = { stored: false, messages: 1, days: 1 }
  const room = { id, name: '', topic: '', slowSeconds: 0, retention }
  return knownId({ room, ...(proof && { proof }) }, asked)
}

describe('a room’s key', () => {
  test('is what its id is the digest of, and the same when it is read again', () => {
    const key = createRoomKey()
    const raw = Buffer.from(createPublicKey(key.pem).export({ format: 'jwk' }).x ?? '', 'base64url')
    expect(key.roomId).toBe(`room:${createHash('sha256').update(raw).digest('hex').slice(0, 32)}`)
    expect(readRoomKey(key.pem)?.roomId).toBe(key.roomId)
    expect(createRoomKey().roomId).not.toBe(key.roomId)
  })

  const otherKind = generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  test.each(['', 'no key', otherKind])('is not %j', (pem) => {
    expect(readRoomKey(pem)).toBeNull()
  })
})

describe('a proof', () => {
  const key = createRoomKey()

  test('holds for what was asked, and for nothing else', () => {
    const asked = question()
    const proof = key.prove(asked)
    expect(known(key.roomId, proof, asked)).toBe(key.roomId)
    for (const part of ['clientNonce', 'hostNonce', 'clientKey'] as const) {
      expect(known(key.roomId, proof, { ...asked, [part]: createNonce() })).toBeNull()
    }
    expect(known(key.roomId, proof, null)).toBeNull()
  })

  test('by another key is none, whichever of the two is shown', () => {
    const [asked, other] = [question(), createRoomKey()]
    expect(known(key.roomId, other.prove(asked), asked)).toBeNull()
    expect(known(key.roomId, { ...other.prove(asked), key: key.prove(asked).key }, asked)).toBeNull()
    expect(known(key.roomId, { ...key.prove(asked), key: other.prove(asked).key }, asked)).toBeNull()
    expect(known('room', key.prove(asked), asked)).toBeNull()
  })

  test('that is missing makes another room of it, whatever it claims to be', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(key.roomId), fc.string()), (claimed) => {
        const id = known(claimed, null, question()) ?? ''
        expect(isProven(id)).toBe(false)
        expect(id).not.toBe(claimed)
        expect([claimed, null]).toContain(claimedId(id))
      }),
    )
    expect(isProven(key.roomId)).toBe(true)
    expect(claimedId(key.roomId)).toBe(key.roomId)
    expect(claimedId(known('room-1', null, question()) ?? '')).toBe('room-1')
    // Where it has been read to would be taken for where that room has been read to.
    expect(claimedId(known(key.roomId, null, question()) ?? '')).toBeNull()
  })
})
