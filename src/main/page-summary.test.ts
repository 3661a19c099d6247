import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { processorMs } from '../../e2e/peers/processor-time.ts'
import { summarisePage } from './page-summary.ts'

const nothing = { title: null, description: null, site: null, picture: null }

test('a page is what its Open Graph tags say', () => {
  const html = `<!doctype html><html><head><title>Plain</title>
    <meta property="og:title" content="A &amp; B"><meta property='og:description' content="Two
      letters"><META NAME="description" CONTENT="other"><meta property=og:site_name content=Letters>
    <meta property="og:image" content="/a.png"><meta property="og:title" content="second"></head>`
  expect(summarisePage(html)).toEqual({
    title: 'A & B',
    description: 'Two letters',
    site: 'Letters',
    picture: '/a.png',
  })
})

test('without them, it is its title and its description', () => {
  const html =
    '<title>\n Bread &lt;b&gt; \n</title><meta name="description" content="How to bake it"><svg><title>no</title></svg>'
  expect(summarisePage(html)).toEqual({ ...nothing, title: 'Bread <b>', description: 'How to bake it' })
})

test.each([
  '',
  'words',
  '<title> </title>',
  '<meta property="og:title">',
  '<script>"<title>no</title>"</script>',
  '<!-- <title>no</title> -->',
  '<body><title>no</title>',
  '<head></head><meta name="description" content="no">',
])('%j says nothing of itself', (html) => {
  expect(summarisePage(html)).toEqual(nothing)
})

test('what is long is shortened', () => {
  const { title, description } = summarisePage(
    `<title>${'a'.repeat(500)}</title><meta name="description" content="${'😀'.repeat(500)}">`,
  )
  expect(title).toBe(`${'a'.repeat(199)}…`)
  expect(description).toHaveLength(299)
  expect(description?.isWellFormed()).toBe(true)
})

test.each([
  ['<b>', '</i>'],
  ['<p>', '</div>'],
  ['<title>', '<title>'],
  ['<a b=c ', 'd=e '],
  ['<!--', '-'],
  ['&am', '&am'],
  ['<meta name=a', ' content=b '],
])('half a million characters of %j and %j are no trouble', (one, other) => {
  const half = 256 * 1024
  const html = one.repeat(half / one.length) + other.repeat(half / other.length)
  // Not a measurement: what hangs would take minutes.
  expect(processorMs(() => summarisePage(html))).toBeLessThan(2000)
})

test('whatever a page is made of, it is read', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<title>',
      '</title>',
      '<meta ',
      'property=',
      'og:title',
      '"',
      "'",
      '>',
      'content=',
      '<',
      '&#',
      ';',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      for (const text of Object.values(summarisePage(pieces.join('')))) {
        if (text !== null) expect(text.length).toBeLessThanOrEqual(2000)
      }
    }),
  )
})
