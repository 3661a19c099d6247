import { createHash } from 'node:crypto'
import path from 'node:path'
import { nicknameKey } from '../core/common/nickname.ts'
import { type Identity, loadIdentity } from '../core/node/identity.ts'
import { userFolder } from './user-folder.ts'

const longestPart = 60

/**
 * The key of somebody who joins rooms from this computer's terminals.
 *
 * Each name has its own: a key is in a room once, and several people may be in one room from one computer.
 *
 * @param complain hears, in a sentence, that a key cannot be read or kept
 */
export function ownIdentity(nickname: string, complain: (sentence: string) => void): Identity {
  const key = nicknameKey(nickname)
  const readable = key.replaceAll(/[^a-z0-9]+/g, '-').slice(0, longestPart)
  // Names that differ in other characters only, or beyond the cut, are different names.
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 8)
  return loadIdentity(path.join(userFolder(), 'identities', `identity-${readable}-${digest}.pem`), complain)
}
