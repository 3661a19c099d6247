import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { chooseLanguage, createTranslator, type Catalogue } from './translator.ts'

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''))
const catalogues = Object.fromEntries(
  names.map((name) => [
    name,
    JSON.parse(readFileSync(`${import.meta.dirname}/${name}.json`, 'utf8')) as Record<string, unknown>,
  ]),
)

/** Every text of a catalogue with its whole key. */
function textsOf(catalogue: Record<string, unknown>, prefix = ''): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : textsOf(value as Record<string, unknown>, `${prefix}${key}.`),
  )
}

const plural = /_(zero|one|two|few|many|other)$/
const english = new Map(textsOf(catalogues['en'] ?? {}))
const others = names.filter((name) => name !== 'en')

/** The keys that a language needs: those of English, with the plural forms that the language has. */
function keysFor(language: string): string[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  const keys = [...english.keys()].flatMap((key) =>
    plural.test(key) ? forms.map((form) => key.replace(plural, `_${form}`)) : [key],
  )
  return [...new Set(keys)].toSorted()
}

const placesOf = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)|<\/?(\w+)/g)].map((match) => match[0]).toSorted()

describe('catalogues', () => {
  test.each(names)('%s has every key, with the plural forms of its language, and no other', (name) => {
    expect(
      textsOf(catalogues[name] ?? {})
        .map(([key]) => key)
        .toSorted(),
    ).toEqual(keysFor(name))
  })

  test.each(others)('%s leaves no text empty, and fills in what English fills in', (name) => {
    for (const [key, text] of textsOf(catalogues[name] ?? {})) {
      expect(text.trim(), key).not.toBe('')
      const source = english.get(key) ?? english.get(key.replace(plural, '_other')) ?? ''
      // One of something may be said without its number.
      if (!plural.test(key)) expect(placesOf(text), key).toEqual(placesOf(source))
    }
  })
})

describe('the language', () => {
  test.each([
    ['system', ['de-AT', 'en'], 'de'],
    ['system', ['fr', 'de'], 'de'],
    ['system', ['fr'], 'en'],
    ['system', [], 'en'],
    ['de', ['en'], 'de'],
    ['xx', ['de'], 'en'],
  ])('%s, where the system speaks %j, is %s', (wanted, spoken, expected) => {
    expect(chooseLanguage(wanted, spoken, ['en', 'de'])).toBe(expected)
  })

  test('counts as it should', () => {
    const { t } = createTranslator('de', catalogues as unknown as Record<string, Catalogue>)
    expect(t('tray.unread', { count: 1 })).toBe('1 ungelesene Nachricht')
    expect(t('tray.unread', { count: 2 })).toBe('2 ungelesene Nachrichten')
  })
})
