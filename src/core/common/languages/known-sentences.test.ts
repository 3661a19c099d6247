import { readFileSync, globSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from '@swc/core'
import { describe, expect, test } from 'vitest'
import { processorMs } from '../../../../e2e/peers/processor-time.ts'
import english from './en.json' with { type: 'json' }
import { sentenceFinder } from './known-sentences.ts'

const find = sentenceFinder(english.sentences)

describe('a sentence', () => {
  test('is known with its values, whatever they are', () => {
    const [only, ...others] = find('Nothing is listening on 10.0.0.5:55555. Is the room open?') ?? []
    expect(others).toEqual([])
    expect(only?.values).toEqual({ where: '10.0.0.5:55555' })
  })

  test('is found among others', () => {
    const found = find('Port 55555 is already in use on this computer. Port 55556 is free.')
    expect(found?.map(({ values }) => values)).toEqual([{ port: '55555' }, { free: '55556' }])
  })

  test('that somebody else has written is not', () => {
    expect(find('Hello there.')).toBeNull()
    expect(find('You left. Hello there.')).toBeNull()
  })

  test('does not keep the window busy, however it is made', () => {
    const texts = ['x is free. '.repeat(80), ' is free.'.repeat(100), '“'.repeat(990), 'a '.repeat(499)]
    expect(processorMs(() => texts.forEach((text) => find(text)))).toBeLessThan(1000)
  })
})

/** What the core and the main process may say to the person at this computer. */
const speakers = [
  'core/common/{abilities,address,nickname,quote,room-name}.ts',
  'core/common/native/messages.ts',
  'core/common/commands/{moderation,read-argument,registry,resolve-person,search-line}.ts',
  'core/node/{client-session,house-rules,identity,join-failure,log-saving,moderating,network-errors,open-room-log}.ts',
  'core/node/native-{connection,guests,handshake,reading,session}.ts',
  'core/node/{outbox,own-acts,room-acts,room-client,room-log,room-place,room-store,room-telling}.ts',
  'core/node/{sqlite-file,store-failure,stored-room-key,unstored}.ts',
  'core/node/archive/{archive,export-room}.ts',
  'main/{about,controller,desktop,host-room,ipc,join-room,link-preview,own-copies,room-requests,settings-file,start-at-login}.ts',
]

interface Node {
  readonly type?: string
  readonly [key: string]: unknown
}

/** The sentences in a source: each string that ends as one does. What is filled in is a word. */
function sentencesIn(source: string): string[] {
  const found: string[] = []
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit)
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return
    const { type, value, quasis, expressions } = node as Node
    if (type === 'ImportDeclaration') return
    if (type === 'StringLiteral') found.push(value as string)
    if (type === 'TemplateLiteral') {
      const filled = (expressions as Node[]).map((one) => (one['value'] === 'place' ? 'in this room' : '7'))
      found.push((quasis as { cooked: string }[]).map(({ cooked }, index) => cooked + (filled[index] ?? '')).join(''))
    }
    Object.values(node).forEach(visit)
  }
  visit(parseSync(source, { syntax: 'typescript' }).body)
  return found.filter(
    (text) => /^\S.* .*[.?!]$/u.test(text) && !/\b(?:SELECT|VALUES|FROM|SET|UPDATE)\b|= \?$/u.test(text),
  )
}

/** Of commands: they have their own texts in the catalogue. */
const isExample = (text: string): boolean => text.startsWith('/msg ')

const root = path.join(import.meta.dirname, '../../..')
const files = globSync(speakers, { cwd: root })

test.each(files)('every sentence of %s can be said in another language', (file) => {
  // A word that is filled in may be a sentence of its own.
  const unknown = sentencesIn(readFileSync(path.join(root, file), 'utf8')).filter((text) => {
    const whole = text.replace(/^7 (?=[A-Z7])| 7$/gu, '').trim()
    return !isExample(whole) && find(whole) === null && find(whole.replace(/ 7$|^7 /gu, '')) === null
  })
  expect(unknown).toEqual([])
})
