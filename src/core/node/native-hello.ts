/** What a client says to a native host on its way in, and what it makes of the answer. */
import type { Address } from '../common/address.ts'
import { type ClientMessage, helloProof, type HostMessage, type RoomQuestion } from '../common/native/messages.ts'
import { capabilities, oldestVersion, protocolVersion } from '../common/native/wire.ts'
import { failure, success, type Result } from '../common/result.ts'
import { createNonce, type Identity } from './identity.ts'
import { differentVersion, falseProof, type JoinFailure } from './join-failure.ts'
import { claimedId, knownId } from './room-key.ts'

export type Welcome = Extract<HostMessage, { type: 'welcome' }>
type Challenge = Extract<HostMessage, { type: 'challenge' }>
type Hello = Extract<ClientMessage, { type: 'hello' }>

export interface HelloOptions {
  readonly address: Address
  readonly identity: Identity
  /** What the person wants to be called: Unicode. */
  readonly nickname: string
  /** By the id that the room is known by here. */
  readonly resume: Hello['resume']
  /** How many of the newest events are wanted if there is nothing to resume. */
  readonly history: number
}

/** The answer to a challenge, with the question in it which room this is. */
export function answerTo(
  { nonce: hostNonce, versions }: Challenge,
  { address, identity, nickname, resume, history }: HelloOptions,
): Result<{ readonly hello: Hello; readonly question: RoomQuestion }, JoinFailure> {
  const version = Math.min(protocolVersion, versions.newest)
  if (version < oldestVersion) return failure(differentVersion(address, 'older'))
  if (version < versions.oldest) return failure(differentVersion(address, 'newer'))
  const roomId = resume && claimedId(resume.roomId)
  const question = { clientNonce: createNonce(), hostNonce, clientKey: identity.publicKey }
  const hello: Hello = {
    type: 'hello',
    version,
    nickname,
    key: identity.publicKey,
    signature: identity.sign(helloProof(hostNonce)),
    capabilities: [...capabilities],
    nonce: question.clientNonce,
    ...(resume && roomId && { resume: { roomId, seq: resume.seq } }),
    history,
  }
  return success({ hello, question })
}

/**
 * A welcome with the id that the room is known by here, whatever its host calls it.
 *
 * @param question null if there was no challenge
 */
export function recognised(
  welcome: Welcome,
  question: RoomQuestion | null,
  { address, resume }: Pick<HelloOptions, 'address' | 'resume'>,
): Result<Welcome, JoinFailure> {
  const id = knownId(welcome, question)
  // Who could prove it before can prove it again.
  const lacksProof = resume?.roomId === welcome.room.id && id !== welcome.room.id
  if (id === null || lacksProof) return failure(falseProof(address))
  return success({ ...welcome, room: { ...welcome.room, id } })
}
