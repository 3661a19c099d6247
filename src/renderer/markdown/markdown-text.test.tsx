import * as fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { MarkdownText } from './markdown-text.tsx'

// It would ask the window, which is not there.
vi.mock('../components/copy-button.tsx', () => ({ CopyButton: () => null }))

function html(text: string): string {
  return renderToStaticMarkup(<MarkdownText text={text} />)
}

const link = (href: string, words: string): string =>
  `<a href="${href}" title="${href}" target="_blank" rel="noreferrer" tabindex="0">${words}</a>`

test.each([
  ['**bold** and _italic_ and *too*', '<p dir="auto"><strong>bold</strong> and <em>italic</em> and <em>too</em></p>'],
  ['~~gone~~ but ~not~', '<p dir="auto"><del>gone</del> but ~not~</p>'],
  ['`a *b*`', '<p dir="auto"><code>a *b*</code></p>'],
  ['> said\n> so', '<blockquote dir="auto"><p dir="auto">said\nso</p></blockquote>'],
  ['- a\n- b', '<ul><li dir="auto"><p dir="auto">a</p></li><li dir="auto"><p dir="auto">b</p></li></ul>'],
  ['3. a', '<ol start="3"><li dir="auto"><p dir="auto">a</p></li></ol>'],
  ['[here](https://a.example/)', `<p dir="auto">${link('https://a.example/', 'here')}</p>`],
  ['[printer](http://192.168.1.5/)', `<p dir="auto">${link('http://192.168.1.5/', 'printer')}</p>`],
  ['[wiki](www.a.example)', `<p dir="auto">${link('https://www.a.example/', 'wiki')}</p>`],
  [
    '**see** https://a.example/',
    `<p dir="auto"><strong>see</strong> ${link('https://a.example/', 'https://a.example/')}</p>`,
  ],
])('%j', (text, expected) => {
  expect(html(text)).toBe(expected)
})

test.each([
  '# no heading',
  '    no code',
  'a\n===',
  '---',
  '[x]: https://a.example',
  String.raw`C:\new\_folder \* x`,
  '&amp; &lt;',
  '2 * 3 * 4',
  'snake_case_name',
  '  two blanks\n   three',
])('%j stays as it was typed', (text) => {
  expect(
    html(text)
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&')
      .replaceAll(/<a[^>]*>|<\/a>/g, ''),
  ).toBe(text)
})

test('code in a fence keeps its blanks, and says its language', () => {
  const code = html('```js title="a"\nif (a) {\n  b()\n}\n```')
  expect(code).toContain('<span>js title=&quot;a&quot;</span>')
  expect(code).toContain('<code>if (a) {\n  b()\n}</code>')
})

test('nothing that a peer writes becomes an element of its own or leads astray', () => {
  expect(html('<img src=x onerror=alert(1)> **b**')).toBe(
    '<p dir="auto">&lt;img src=x onerror=alert(1)&gt; <strong>b</strong></p>',
  )
  expect(html('[x](javascript:alert(1))')).not.toContain('<a')
  expect(html('[x](file:///etc/passwd)')).not.toContain('<a')
  expect(html('![x](https://a.example/a.png)')).not.toContain('<img')
  expect(html('[https://bank.example](https://evil.example/)')).toContain(
    '<span class="link-target"> (evil.example)</span>',
  )
  expect(html('[www.a.example](https://www.a.example/b)')).not.toContain('link-target')
  expect(html('[https://user@a.example](https://user@a.example)')).not.toContain('href="https://user')
})

const allowed =
  /^<(?:\/?(?:p|strong|em|del|code|blockquote|ol|ul|li|a|br|figure|figcaption|span|pre|button|svg|path|rect|output)\b[^<]*)>$/

test('whatever is written, its letters are there in their order, in allowed elements alone', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '*',
      '**',
      '_',
      '`',
      '```\n',
      '~~',
      '[',
      '](',
      ')',
      '> ',
      '- ',
      '1. ',
      '\n',
      '\n\n',
      '<b>',
      '#',
      '  ',
    ),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('')
      const markup = html(text)
      for (const [tag] of markup.matchAll(/<[^>]*>/g)) expect(tag).toMatch(allowed)
      const shown = markup.replaceAll(/<figcaption>.*?<\/figcaption>/gs, (caption) => caption.replaceAll(/Copy.*/g, ''))
      const letters = (value: string): string[] => value.match(/\p{Script=Latin}(?=\p{Script=Latin})/gu) ?? []
      const visible = letters(shown.replaceAll(/<[^>]*>|&\w+;|&#\w+;/g, ''))
      // An info string is shown before the code, everything else where it was.
      expect(visible.length).toBeGreaterThanOrEqual(letters(text.replaceAll(/&\w+;|<b>/g, '')).length - 8)
    }),
  )
})

test.each(['>', '*', '[', '`', '_', '- ', '> - ', '**a', '[](', '~~'])('4,096 bytes of %j are no trouble', (mark) => {
  const text = mark.repeat(4096 / mark.length)
  const begun = performance.now()
  html(text)
  // Not a measurement: what hangs would take minutes.
  expect(performance.now() - begun).toBeLessThan(30_000)
})
