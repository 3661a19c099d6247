import { useLayoutEffect, type RefObject } from 'react'
import type { TextRange } from '../find/match-text.ts'

/** The same as in the style sheet. */
type HighlightName = 'mention' | 'found'

/** Code and links name nobody; but words are found in them. */
const leftOut: Readonly<Record<HighlightName, string | null>> = { mention: 'code, a', found: null }

interface TextMarks {
  readonly name: HighlightName
  /** What the element shows: another text has other nodes. */
  readonly text: string
  /** What is marked in a piece of the text; null marks nothing. */
  readonly find: ((text: string) => readonly TextRange[]) | null
}

/** Marks places in an element's text, whatever elements the text is in: the document stays as it is. */
export function useTextMarks(element: RefObject<HTMLElement | null>, { name, text, find }: TextMarks): void {
  useLayoutEffect(() => {
    if (find === null || !element.current) return undefined
    const highlight = CSS.highlights.get(name) ?? new Highlight()
    CSS.highlights.set(name, highlight)
    const ranges = textNodes(element.current, leftOut[name]).flatMap((node) =>
      find(node.data).map(({ start, end }) => {
        const range = new Range()
        range.setStart(node, start)
        range.setEnd(node, end)
        return range
      }),
    )
    for (const range of ranges) highlight.add(range)
    return () => ranges.forEach((range) => highlight.delete(range))
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- Another text has other nodes.
  }, [element, name, text, find])
}

function textNodes(element: HTMLElement, without: string | null): Text[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const nodes: Text[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const isLeftOut = without !== null && node.parentElement?.closest(without)
    if (node instanceof Text && !isLeftOut) nodes.push(node)
  }
  return nodes
}
