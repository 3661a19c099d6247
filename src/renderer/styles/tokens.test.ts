import { expect, test } from 'vitest'
import { identityColours } from '../view/identity.ts'
import tokens from './tokens.css?raw'

type Theme = (name: string) => string

const [light = '', dark = ''] = tokens.split('@media (prefers-color-scheme: dark)')
const themes: [string, Theme][] = [
  ['paper', themeOf([light, tokens])],
  ['ink', themeOf([dark, light])],
]

/** The first of the texts that names the colour decides. */
function themeOf(texts: readonly string[]): Theme {
  return (name) => {
    const found = texts.map((text) => new RegExp(`--${name}: (#[0-9a-f]{6});`, 'u').exec(text)?.[1]).find(Boolean)
    if (found === undefined) throw new Error(`There is no colour --${name}.`)
    return found
  }
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** As WCAG 2 defines it, from 1 to 21. */
function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}

test('contrast is measured as it should be', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

test.each(themes)('every text of the %s theme is legible on every ground (AA)', (_name, colour) => {
  const pairs = ['ink', 'ink-2', 'ink-3', 'ember-ink', 'bad', 'direct'].flatMap((text) =>
    ['paper', 'surface', 'sunken'].map((ground) => [text, ground] as const),
  )
  const others = [
    ['on-ember', 'ember'],
    ['on-ember', 'ember-hover'],
    ['on-bad', 'bad'],
    ['ember-ink', 'ember-soft'],
    ['ink-2', 'warn-soft'],
    ['ink', 'found'],
    ['ink-3', 'ember-soft'],
    ['ink', 'line-strong'],
    ['direct', 'direct-soft'],
    ...['code-1', 'code-2', 'code-3', 'code-4'].map((text) => [text, 'sunken'] as const),
    ['ink-3', 'direct-soft'],
    ['bad', 'direct-soft'],
    ['ember-ink', 'direct-soft'],
  ] as const
  for (const [text, ground] of [...pairs, ...others]) {
    expect(contrast(colour(text), colour(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
  }
})

test.each(themes)('rings, marks and fields of the %s theme can be seen (AA, not text)', (_name, colour) => {
  for (const mark of ['focus', 'ember', 'ok', 'warn', 'line-field']) {
    for (const ground of ['paper', 'surface', 'sunken']) {
      expect(contrast(colour(mark), colour(ground)), `${mark} on ${ground}`).toBeGreaterThanOrEqual(3)
    }
  }
})

test.each(themes)('initials are legible on every identity colour of the %s theme', (_name, colour) => {
  for (let index = 0; index < identityColours; index += 1) {
    expect(contrast(colour('on-identity'), colour(`identity-${index}`)), `${index}`).toBeGreaterThanOrEqual(4.5)
  }
  expect(() => colour(`identity-${identityColours}`)).toThrow('no colour')
})

const sheets = import.meta.glob<string>(['./*.css', '!./tokens.css'], { query: '?raw', import: 'default', eager: true })

test('a ring has one colour, everywhere', () => {
  const rings = Object.values(sheets).flatMap((text) => text.match(/outline(?:-color)?:.*var\(--[^;]+/gu) ?? [])
  expect(rings.length).toBeGreaterThan(5)
  expect(rings.filter((ring) => !ring.endsWith('var(--focus)'))).toEqual([])
})

test('radii and sizes of type are those of the tokens, everywhere', () => {
  expect(Object.keys(sheets)).toContain('./controls.css')
  const literals = Object.entries(sheets).flatMap(([file, text]) =>
    Array.from(text.matchAll(/(?:border-radius|font|font-size):\s*\d+px/gu), ([literal]) => `${file} ${literal}`),
  )
  expect(literals).toEqual([])
})
