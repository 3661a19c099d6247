import type { Nodes, RootContent } from 'mdast'
import { memo, useMemo } from 'react'
import { useTabIndex } from '../components/reachable.ts'
import { askBeforeOpening } from '../store/actions.ts'
import { linkTarget, namesTarget, textPieces } from '../view/text-pieces.ts'
import { CodeBlock } from './code-block.tsx'
import { parseMarkdown } from './parse-markdown.ts'

/** Deeper than this nobody nests on purpose: what is inside stays as it was typed. */
const deepest = 8

/** What a peer wrote, with its bold letters, lists, code and links. Never an element but those in this file. */
export const MarkdownText = memo(function MarkdownText({ text }: { text: string }): React.ReactNode {
  const blocks = useMemo(() => parseMarkdown(text), [text])
  return blocks ? <Children nodes={blocks} source={text} depth={0} /> : <PlainText text={text} />
})

/** Text, and the bare links in it. */
function PlainText({ text }: { text: string }): React.ReactNode {
  return textPieces(text).map((piece, index) =>
    piece.kind === 'text' ? (
      piece.text
    ) : (
      // A text never changes, so the position is a name that lasts.
      // oxlint-disable-next-line react/no-array-index-key
      <Link key={index} href={piece.href} words={piece.text}>
        {piece.text}
      </Link>
    ),
  )
}

interface LinkProps {
  href: string
  /** What it calls itself, as it was typed. */
  words: string
  children: React.ReactNode
}

/** Leads to the person's browser; after a question, if its words are not where it leads. */
function Link({ href, words, children }: LinkProps): React.ReactNode {
  const tabIndex = useTabIndex()
  const ask = (event: React.MouseEvent): void => {
    event.preventDefault()
    askBeforeOpening(href, words)
  }
  // The middle button would open it as well; the right one shows a menu.
  const askOfMiddle = (event: React.MouseEvent): void => {
    if (event.button === 1) ask(event)
  }
  const asking = namesTarget(words, href) ? {} : { onClick: ask, onAuxClick: askOfMiddle }
  return (
    <a href={href} title={href} target="_blank" rel="noreferrer" tabIndex={tabIndex} {...asking}>
      {children}
    </a>
  )
}

interface ChildrenProps {
  nodes: readonly RootContent[]
  source: string
  depth: number
  /** Within a link there is no other. */
  inLink?: boolean
}

function Children({ nodes, ...rest }: ChildrenProps): React.ReactNode {
  return nodes.map((node) => <MarkdownNode key={node.position?.start.offset ?? 0} node={node} {...rest} />)
}

function MarkdownNode({
  node,
  source,
  depth,
  inLink = false,
}: Omit<ChildrenProps, 'nodes'> & { node: RootContent }): React.ReactNode {
  if (node.type === 'text') return inLink ? node.value : <PlainText text={node.value} />
  if (node.type === 'inlineCode') return <code>{node.value}</code>
  if (node.type === 'break') return <br />
  if (node.type === 'code') {
    return <CodeBlock code={node.value} language={node.lang ?? null} label={[node.lang, node.meta].join(' ').trim()} />
  }
  if (depth >= deepest || !('children' in node)) return typed(node, source)
  const children = <Children nodes={node.children} source={source} depth={depth + 1} inLink={inLink} />
  // What the parser is told not to look for is shown as it was typed.
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check
  switch (node.type) {
    case 'paragraph':
      return <p dir="auto">{children}</p>
    case 'strong':
      return <strong>{children}</strong>
    case 'emphasis':
      return <em>{children}</em>
    case 'delete':
      return <del>{children}</del>
    case 'blockquote':
      return <blockquote dir="auto">{children}</blockquote>
    case 'list':
      return node.ordered ? <ol start={node.start ?? 1}>{children}</ol> : <ul>{children}</ul>
    case 'listItem':
      return <li dir="auto">{children}</li>
    case 'link': {
      const href = linkTarget(node.url)
      if (href === null || inLink) return typed(node, source)
      const words = typed(node.children, source)
      const host = misleads(words, href)
      return (
        <>
          <Link href={href} words={words}>
            <Children nodes={node.children} source={source} depth={depth + 1} inLink />
          </Link>
          {host !== null && <span className="link-target"> ({host})</span>}
        </>
      )
    }
    default:
      return typed(node, source)
  }
}

/** What stands in the message for some nodes. */
function typed(nodes: Nodes | readonly RootContent[], source: string): string {
  const [first, last] = 'type' in nodes ? [nodes, nodes] : [nodes[0], nodes.at(-1)]
  return source.slice(first?.position?.start.offset ?? 0, last?.position?.end.offset ?? 0)
}

const anyHost = /[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu

/** The target's host, if the words of a link look like another one; null if they do not. */
function misleads(words: string, href: string): string | null {
  const { host } = new URL(href)
  const named = words.match(anyHost) ?? []
  return named.some((name) => !host.endsWith(name.toLowerCase())) ? host : null
}
