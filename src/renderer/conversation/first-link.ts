/** The link of a message that can be shown in a preview. */
import type { RootContent } from 'mdast'
import { parseMarkdown } from '../markdown/parse-markdown.ts'
import { bareAddresses, linkTarget, mayHaveAddress } from '../view/text-pieces.ts'

/** The address of the first link outside of code; null if there is none. */
export function firstLink(text: string): string | null {
  if (!mayHaveAddress(text)) return null
  const blocks = parseMarkdown(text)
  return blocks ? firstIn(blocks) : firstBare(text)
}

function firstIn(nodes: readonly RootContent[]): string | null {
  for (const node of nodes) {
    const found = linkOf(node)
    if (found !== null) return found
  }
  return null
}

function linkOf(node: RootContent): string | null {
  if (node.type === 'text') return firstBare(node.value)
  if (node.type === 'link') return linkTarget(node.url)
  return 'children' in node ? firstIn(node.children) : null
}

function firstBare(text: string): string | null {
  for (const { text: found } of bareAddresses(text)) {
    const address = linkTarget(found)
    if (address !== null) return address
  }
  return null
}
