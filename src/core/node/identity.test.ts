import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { generateKeyPairSync } from 'node:crypto'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createIdentity, type Identity, loadIdentity, personIdOf, verifySignature } from './identity.ts'

let folder: string
let file: string
const complaints: string[] = []
const load = (): Identity => loadIdentity(file, (sentence) => complaints.push(sentence))

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'snug-identity-'))
  file = path.join(folder, 'person', 'key.pem')
  complaints.length = 0
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const bytes = new TextEncoder().encode('snug hello 1\nnonce')

describe('a key', () => {
  test('proves itself, and nothing else does', () => {
    const [alice, bob] = [createIdentity(), createIdentity()]
    const signature = alice.sign(bytes)
    expect(verifySignature(alice.publicKey, bytes, signature)).toBe(true)
    expect(verifySignature(bob.publicKey, bytes, signature)).toBe(false)
    expect(verifySignature(alice.publicKey, new TextEncoder().encode('another nonce'), signature)).toBe(false)
  })

  test('a signature with one changed bit is none', () => {
    const alice = createIdentity()
    const signature = Buffer.from(alice.sign(bytes), 'base64')
    fc.assert(
      fc.property(fc.nat(signature.length * 8 - 1), (bit) => {
        const changed = Buffer.from(signature)
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(verifySignature(alice.publicKey, bytes, changed.toString('base64'))).toBe(false)
      }),
    )
  })

  test('whatever a peer sends as key and signature is refused quietly', () => {
    const { publicKey } = createIdentity()
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 100 }), (text, raw) => {
        const signature = Buffer.from(raw).toString('base64')
        expect(verifySignature(text, bytes, signature)).toBe(false)
        expect(verifySignature(signature, bytes, text)).toBe(false)
        expect(verifySignature(publicKey, bytes, signature)).toBe(false)
      }),
    )
  })

  test('has an id and a fingerprint of its digest', () => {
    const zeros = Buffer.alloc(32).toString('base64')
    expect(personIdOf(zeros)).toBe('key:66687aadf862bd776c8fc18b8e9f8e20')
    const alice = createIdentity()
    expect(alice.personId).toBe(personIdOf(alice.publicKey))
    expect(alice.fingerprint).toMatch(/^[\da-f]{4}( [\da-f]{4}){7}$/)
    expect(alice.fingerprint.replaceAll(' ', '')).toBe(alice.personId.slice('key:'.length))
  })
})

describe('a file', () => {
  test('holds the same person at the next start, for their eyes only', () => {
    const first = load()
    expect(load().publicKey).toBe(first.publicKey)
    expect(verifySignature(first.publicKey, bytes, load().sign(bytes))).toBe(true)
    expect(complaints).toEqual([])
    expect(readdirSync(path.dirname(file))).toEqual(['key.pem'])
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  const otherKind = generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  test.each(['', 'not a key', '-----BEGIN PRIVATE KEY-----\nMC4C', otherKind])(
    'without a key is set aside whole and said: %j',
    (text) => {
      load()
      writeFileSync(file, text)
      const fresh = load()
      expect(load().publicKey).toBe(fresh.publicKey)
      expect(complaints).toHaveLength(1)
      const aside = readdirSync(path.dirname(file)).find((name) => name !== 'key.pem') ?? ''
      expect(readFileSync(path.join(path.dirname(file), aside), 'utf8')).toBe(text)
      expect(complaints[0]).toContain(aside)
    },
  )

  test('that cannot be kept is said, and the identity holds for this run', () => {
    writeFileSync(path.join(folder, 'person'), 'a file where the folder should be')
    const identity = load()
    expect(verifySignature(identity.publicKey, bytes, identity.sign(bytes))).toBe(true)
    expect(complaints).toHaveLength(1)
  })

  test('that cannot be read is left as it is', () => {
    mkdirSync(file, { recursive: true })
    load()
    expect(complaints).toEqual([expect.stringContaining('cannot be read')])
    expect(readdirSync(path.dirname(file))).toEqual(['key.pem'])
  })
})
