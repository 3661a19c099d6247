/** Which room it is, wherever it is hosted: an Ed25519 key of its own, and the proof that its host has it. */
import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { type HostMessage, roomProof, type RoomQuestion, type SignedProof } from '../common/native/messages.ts'
import { digestOf, publicKeyOf, verifySignature } from './identity.ts'

export interface RoomKey {
  /** What the room is known by: a digest of its public key. */
  readonly roomId: string
  /** As it is kept: PKCS #8 in PEM. */
  readonly pem: string
  /** Proves to a newcomer that this is the room. */
  prove(question: RoomQuestion): SignedProof
}

/** What the ids begin with that can be proved. */
const provable = 'room:'
/** What stands here before the id of a room whose host does not prove it. */
const unproven = 'unproven:'

/** The key of a new room. */
export function createRoomKey(): RoomKey {
  return roomKeyOf(generateKeyPairSync('ed25519').privateKey)
}

/** The key that was kept; null if this is none. */
export function readRoomKey(pem: string): RoomKey | null {
  try {
    const privateKey = createPrivateKey(pem)
    return privateKey.asymmetricKeyType === 'ed25519' ? roomKeyOf(privateKey) : null
  } catch {
    return null
  }
}

/**
 * What a client knows a room by: the id that its host has proved, or else one that no other host can prove.
 *
 * @param question what the client has asked the host; null if nothing
 * @returns null if there is a proof, and it is wrong
 */
export function knownId(
  { room, proof }: Pick<Extract<HostMessage, { type: 'welcome' }>, 'room' | 'proof'>,
  question: RoomQuestion | null,
): string | null {
  if (!proof) return unproven + room.id
  if (!question || roomIdOf(proof.key) !== room.id) return null
  return verifySignature(proof.key, roomProof(question), proof.signature) ? room.id : null
}

/** What the host itself calls a room that a client knows by this id; null if that may be the id of another, which proves it. */
export function claimedId(id: string): string | null {
  if (isProven(id)) return id
  const claimed = id.slice(unproven.length)
  return claimed.startsWith(provable) ? null : claimed
}

/** Whether a room that is known by this id has proved it. */
export function isProven(id: string): boolean {
  return !id.startsWith(unproven)
}

/** The id of the room with this public key: so many bits of its digest that nobody can make another key for it. */
function roomIdOf(publicKey: string): string {
  return provable + digestOf(publicKey)
}

function roomKeyOf(privateKey: KeyObject): RoomKey {
  const key = publicKeyOf(privateKey)
  return {
    roomId: roomIdOf(key),
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    prove: (question) => ({ key, signature: sign(null, roomProof(question), privateKey).toString('base64') }),
  }
}
