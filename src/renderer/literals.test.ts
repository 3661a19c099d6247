import { parseSync } from '@swc/core'
import { describe, expect, test } from 'vitest'

/** The same in every language. */
const allowed = new Set(['Snug', '127.0.0.1:55555'])

/** What a reader, or a screen reader, gets to know. */
const readAttributes = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'alt',
  'closeLabel',
  'hint',
  'label',
  'menuLabel',
  'placeholder',
  'submit',
  'title',
])

interface Node {
  readonly type?: string
  readonly [key: string]: unknown
}

/** Texts that stand in the source itself, where they would be shown in English whatever the language. */
function literalsIn(source: string): string[] {
  const found: string[] = []
  const collect = (text: unknown): void => {
    if (typeof text === 'string' && /\p{L}{2}/u.test(text) && !allowed.has(text.trim())) found.push(text.trim())
  }
  /** The strings that an expression may come to; what is passed to a function is not shown. */
  const collectFrom = (node: Node | null | undefined): void => {
    if (!node) return
    const part = (key: string): Node | undefined => node[key] as Node | undefined
    if (node.type === 'StringLiteral') collect(node['value'])
    if (node.type === 'TemplateLiteral') (node['quasis'] as Node[]).forEach(({ cooked }) => collect(cooked))
    if (node.type === 'JSXExpressionContainer' || node.type === 'ParenthesisExpression') collectFrom(part('expression'))
    if (node.type === 'ConditionalExpression') [part('consequent'), part('alternate')].forEach(collectFrom)
    if (node.type === 'BinaryExpression' && node['operator'] !== '===' && node['operator'] !== '!==') {
      ;[part('left'), part('right')].forEach(collectFrom)
    }
  }
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    if (Array.isArray(node)) return node.forEach(visit)
    const { type, value, name, children } = node as Node
    if (type === 'JSXText') collect(value)
    if (type === 'JSXElement' || type === 'JSXFragment') (children as Node[]).forEach(collectFrom)
    if (type === 'JSXAttribute' && readAttributes.has((name as { value: string }).value)) collectFrom(value as Node)
    Object.values(node).forEach(visit)
  }
  visit(parseSync(source, { syntax: 'typescript', tsx: true }).body)
  return found
}

describe('a text in a component', () => {
  test.each([
    ['<p>Hello there</p>', ['Hello there']],
    ['<p>{isOpen ? "Open" : name}</p>', ['Open']],
    ['<i aria-label={`Copy ${name}`} className="copy it" />', ['Copy']],
    ['<p>{t("a.b")} · {name === "somebody" && other}</p>', []],
    ['<p>Snug</p>', []],
  ])('%s has %j', (source, expected) => {
    expect(literalsIn(`export const one = ${source}`)).toEqual(expected)
  })
})

const sources = import.meta.glob<string>(['./**/*.tsx', '!**/*.test.tsx'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

test.each(Object.entries(sources))('%s shows nothing that is not in the catalogue', (_, source) => {
  expect(literalsIn(source)).toEqual([])
})
