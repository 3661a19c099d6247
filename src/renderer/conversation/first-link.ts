/** The link of a message that can be shown in a preview. */
import type { RootContent } from 'mdast'
import { longestLink } from '../../core/common/limits.ts'
import { parseMarkdown } from '../markdown/parse-markdown.ts'
import { bareAddresses } from '../view/text-pieces.ts'

/** The address of the first link outside of code; null if there is none. `http:` counts here, though it is no link to click. */
export function firstLink(text: string): string | null {
  if (!/https?:\/\//iu.test(text)) return null
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
  if (node.type === 'link') return webAddress(node.url)
  return 'children' in node ? firstIn(node.children) : null
}

function firstBare(text: string): string | null {
  for (const { text: found } of bareAddresses(text)) {
    const address = webAddress(found)
    if (address !== null) return address
  }
  return null
}

function webAddress(link: string): string | null {
  if (link.length > longestLink || !URL.canParse(link)) return null
  const { protocol, username, password, href } = new URL(link)
  const isWeb = protocol === 'https:' || protocol === 'http:'
  return isWeb && username === '' && password === '' && href.length <= longestLink ? href : null
}
