/** What a message means as Markdown, as far as a chat shows it. Whatever else it contains stays as it was typed. */
import type { Root, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'

/** What would swallow or change what somebody typed without meaning it: paths, headings, rules, HTML, references. */
const disabled = [
  'autolink',
  'characterEscape',
  'characterReference',
  'codeIndented',
  'definition',
  'hardBreakEscape',
  'headingAtx',
  'htmlFlow',
  'htmlText',
  'labelStartImage',
  'setextUnderline',
  'thematicBreak',
]
const extensions = [gfmStrikethrough({ singleTilde: false }), { disable: { null: disabled } }]
const mdastExtensions = [gfmStrikethroughFromMarkdown()]

/** One of these has to be there for anything to be meant. */
const anyMark = /[*_~`[>]|^\s*(?:[-+]|\d{1,9}[.)])\s/mu
/** More marks than a person writes: parsing them takes long, and shows nothing. */
const mostMarks = 600
const marks = /[*_~`[\]>]/g
/** Nobody begins a line with so many marks of lists and quotes on purpose, and each nests what follows. */
const deepNesting = /^\s*(?:(?:[-+*>]|\d{1,9}[.)])\s*){9}/mu

/** The blocks of a message; null if it is plain text. */
export function parseMarkdown(text: string): readonly RootContent[] | null {
  if (!anyMark.test(text) || deepNesting.test(text) || (text.match(marks)?.length ?? 0) > mostMarks) return null
  const { children }: Root = fromMarkdown(text, { extensions, mdastExtensions })
  return isPlain(children) ? null : children
}

/** A single paragraph of nothing but text is better shown as it is, with all its blanks. */
function isPlain(children: readonly RootContent[]): boolean {
  return children.every((node) => node.type === 'paragraph' && node.children.every(({ type }) => type === 'text'))
}
