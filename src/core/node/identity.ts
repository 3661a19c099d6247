/** Who a person is, wherever they connect from: an Ed25519 key that never leaves this computer. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeFolder } from './make-folder.ts'
import { systemCode } from './network-errors.ts'
import { type Complain, fileFault } from './store-failure.ts'

export interface Identity {
  /** Raw, in base64. */
  readonly publicKey: string
  readonly personId: string
  /** The key's digest in groups of four, for two people to compare aloud. */
  readonly fingerprint: string
  /** The signature over some bytes, in base64. */
  sign(bytes: Uint8Array): string
}

const nonceBytes = 32
const publicKeyBytes = 32
const signatureBytes = 64

/** A new identity, known to nobody and kept nowhere. */
export function createIdentity(): Identity {
  return identityOf(generateKeyPairSync('ed25519').privateKey)
}

/**
 * The identity in a file, which is created if it is missing, readable by its owner only. A file that holds no key is set
 * aside under another name and replaced.
 *
 * Never fails: what cannot be read or kept is said through `complain`, and a new identity holds for this run.
 *
 * @param file absolute path
 */
export function loadIdentity(file: string, complain: Complain): Identity {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return keepNewIdentity(file, complain)
    complain(
      `Your key ${file} cannot be read: ${fileFault(error)}. Until it can, others see you as somebody new.`,
      error,
    )
    return createIdentity()
  }
  try {
    const privateKey = createPrivateKey(text)
    if (privateKey.asymmetricKeyType === 'ed25519') return identityOf(privateKey)
  } catch {
    // Said below, like a key of another kind.
  }
  const aside = `${file}.broken-${Date.now()}`
  try {
    renameSync(file, aside)
  } catch (error) {
    complain(
      `${file} holds no key, and cannot be set aside: ${fileFault(error)}. Others see you as somebody new.`,
      error,
    )
    return createIdentity()
  }
  complain(`${file} held no key and was set aside as ${aside}. You have a new one: others see you as somebody new.`)
  return keepNewIdentity(file, complain)
}

/** Random bytes for a signature that nobody can have seen before, in base64. */
export function createNonce(): string {
  return randomBytes(nonceBytes).toString('base64')
}

/** Whether the owner of a public key signed these bytes. False for anything that is no key or no signature. */
export function verifySignature(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  const rawKey = Buffer.from(publicKey, 'base64')
  const rawSignature = Buffer.from(signature, 'base64')
  if (rawKey.length !== publicKeyBytes || rawSignature.length !== signatureBytes) return false
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: rawKey.toString('base64url') }
  try {
    return verify(null, bytes, createPublicKey({ key: jwk, format: 'jwk' }), rawSignature)
  } catch {
    return false
  }
}

/** The id of whoever proved a public key: so many bits of its digest that nobody can make a key for the id of somebody else. */
export function personIdOf(publicKey: string): string {
  return `key:${digestOf(publicKey)}`
}

/** 128 bits of the SHA-256 of a public key, in hexadecimal digits. */
export function digestOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 32)
}

/** The public half of an Ed25519 key: raw, in base64. */
export function publicKeyOf(privateKey: KeyObject): string {
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  return Buffer.from(x, 'base64url').toString('base64')
}

function identityOf(privateKey: KeyObject): Identity {
  const publicKey = publicKeyOf(privateKey)
  return {
    publicKey,
    personId: personIdOf(publicKey),
    fingerprint: digestOf(publicKey).replaceAll(/(?<=.)(?=(?:.{4})+$)/g, ' '),
    sign: (bytes) => sign(null, bytes, privateKey).toString('base64'),
  }
}

function keepNewIdentity(file: string, complain: Complain): Identity {
  const { privateKey } = generateKeyPairSync('ed25519')
  const text = privateKey.export({ type: 'pkcs8', format: 'pem' })
  // Renamed into place: a crash in between must not leave half a key.
  const unfinished = `${file}.new`
  try {
    makeFolder(path.dirname(file))
    writeFileSync(unfinished, text, { mode: 0o600, flush: true })
    renameSync(unfinished, file)
  } catch (error) {
    complain(
      `Your key cannot be kept in ${file}: ${fileFault(error)}. At the next start others see you as somebody new.`,
      error,
    )
  }
  return identityOf(privateKey)
}
