import path from 'node:path'
import { type Identity, loadIdentity } from '../core/node/identity.ts'
import { fileNameFor, userFolder } from './user-folder.ts'

/**
 * The key of somebody who joins rooms from this computer's terminals.
 *
 * Each name has its own: a key is in a room once, and several people may be in one room from one computer.
 *
 * @param complain hears, in a sentence, that a key cannot be read or kept
 */
export function ownIdentity(nickname: string, complain: (sentence: string) => void): Identity {
  return loadIdentity(path.join(userFolder(), 'identities', `identity-${fileNameFor(nickname)}.pem`), complain)
}
