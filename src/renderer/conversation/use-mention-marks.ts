import { useLayoutEffect, type RefObject } from 'react'
import { mentionRanges } from './mention-ranges.ts'

/** The same as in the style sheet. */
const highlightName = 'mention'

/** Marks where an element's text names somebody, whatever elements the text is in: the document stays as it is. */
export function useMentionMarks(element: RefObject<HTMLElement | null>, text: string, nickname: string | null): void {
  useLayoutEffect(() => {
    if (nickname === null || !element.current) return undefined
    const highlight = CSS.highlights.get(highlightName) ?? new Highlight()
    CSS.highlights.set(highlightName, highlight)
    const ranges = textNodes(element.current).flatMap((node) =>
      mentionRanges(node.data, nickname).map(({ start, end }) => {
        const range = new Range()
        range.setStart(node, start)
        range.setEnd(node, end)
        return range
      }),
    )
    for (const range of ranges) highlight.add(range)
    return () => ranges.forEach((range) => highlight.delete(range))
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- Another text has other nodes.
  }, [element, text, nickname])
}

function textNodes(element: HTMLElement): Text[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const nodes: Text[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text && !node.parentElement?.closest('code, a')) nodes.push(node)
  }
  return nodes
}
