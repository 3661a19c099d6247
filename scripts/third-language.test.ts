/** Another language needs one file, `src/core/common/languages/xx.json`: here it gets one, in a copy of the project. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '..')
const vitest = path.join(path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')

/** What the tests of languages need. */
const parts = ['src', 'e2e/peers', 'package.json', 'tsconfig.base.json', 'vite.config.ts', 'vitest.config.ts']

/** What must hold of the copy: Polish has catalogue and emoji, Esperanto a catalogue alone. */
const offered = `
import { expect, test } from 'vitest'
import { mainTranslator } from '../main/language.ts'
import { loadEmoji } from './emoji/emoji-catalogue.ts'
import { knownLanguages, speak, t } from './language.ts'

test('they are offered, and spoken by the window and outside of it', async () => {
  expect(knownLanguages.toSorted()).toEqual(['de', 'en', 'eo', 'pl'])
  // It is told the language and its direction.
  Object.assign(globalThis, { document: { documentElement: {} } })
  await speak('pl')
  expect([t('common.save'), t('common.cancel')]).toEqual(['Zapisz', 'Cancel'])
  expect(mainTranslator('pl', []).t('common.save')).toBe('Zapisz')
})

test('emoji are called as in the language, or as in English', async () => {
  const name = async (language: string) => (await loadEmoji(language)).find(({ unicode }) => unicode === '🍕')?.label
  expect(await Promise.all(['pl', 'eo', 'en'].map(name))).toEqual(['pizza', 'pizza', 'pizza'])
  const wave = async (language: string) => (await loadEmoji(language)).find(({ unicode }) => unicode === '👋')?.label
  expect(await wave('pl')).not.toBe(await wave('en'))
  expect(await wave('eo')).toBe(await wave('en'))
})
`

interface Texts {
  [key: string]: string | Texts
}

const plural = /_(?:one|other)$/

/** English with the plural forms of another language. */
function withPlurals(texts: Texts, language: string): Texts {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  const entries = Object.entries(texts).flatMap(([key, text]): [string, string | Texts][] => {
    if (typeof text !== 'string') return [[key, withPlurals(text, language)]]
    return plural.test(key) ? forms.map((form) => [key.replace(plural, `_${form}`), text]) : [[key, text]]
  })
  return Object.fromEntries(entries)
}

let copy: string
let english: Texts

beforeAll(() => {
  copy = mkdtempSync(path.join(os.tmpdir(), 'snug-language-'))
  for (const part of parts) {
    cpSync(path.join(root, part), path.join(copy, part), { recursive: true })
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction')
  english = JSON.parse(readFileSync(path.join(root, 'src/core/common/languages/en.json'), 'utf8')) as Texts
  writeFileSync(path.join(copy, 'src/renderer/offered.test.ts'), offered)
})
afterAll(() => rmSync(copy, { recursive: true, force: true, maxRetries: 5 }))

function write(language: string, texts: Texts): void {
  writeFileSync(path.join(copy, `src/core/common/languages/${language}.json`), JSON.stringify(texts))
}

function polish(): Texts {
  const texts = withPlurals(english, 'pl')
  return { ...texts, common: { ...(texts['common'] as Texts), save: 'Zapisz' } }
}

/** Runs the tests of the copy that are about languages. */
function check(): { readonly status: number | null; readonly output: string } {
  const files = ['src/core/common/languages', 'src/renderer/offered.test.ts']
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [vitest, 'run', '--project', 'unit', '--reporter=verbose', ...files],
    {
      cwd: copy,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    },
  )
  return { status, output: stdout + stderr }
}

test('a catalogue in the folder is offered, with its emoji; one that lacks something is found out', () => {
  write('pl', polish())
  write('eo', withPlurals(english, 'eo'))
  const whole = check()
  expect(whole.output).toContain('pl has every key')
  expect(whole.status, whole.output).toBe(0)
}, 120_000)

test.each([
  ['a text', 'common.cancel', (texts: Texts) => delete (texts['common'] as Texts)['cancel']],
  ['a plural form', 'tray.unread_few', (texts: Texts) => delete (texts['tray'] as Texts)['unread_few']],
])(
  '%s that is missing is named',
  (_, key, spoil) => {
    const texts = polish()
    spoil(texts)
    write('pl', texts)
    const broken = check()
    expect(broken.status).not.toBe(0)
    expect(broken.output).toContain(key)
  },
  120_000,
)
