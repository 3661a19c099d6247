import type { ElementContent } from 'hast'
import { useMemo } from 'react'
import { printable } from '../../core/common/unsafe-text.ts'
import { CopyButton } from '../components/copy-button.tsx'
import { useTabIndex } from '../components/reachable.ts'
import { useHighlighter } from './use-highlighter.ts'

/** In UTF-16 units. What is longer takes too long to be coloured. */
const longestColoured = 20_000

interface CodeBlockProps {
  code: string
  /** As it was written behind the fence; null if nothing was. */
  language: string | null
  label: string
}

/** A block of code: scrolls sideways rather than breaking its lines, and can be copied. */
export function CodeBlock({ code, language, label }: CodeBlockProps): React.ReactNode {
  const tabIndex = useTabIndex()
  const highlighter = useHighlighter(language !== null && code.length <= longestColoured)
  const coloured = useMemo(() => {
    const known = language !== null && highlighter?.registered(language)
    return known ? highlighter?.highlight(language, code).children : undefined
  }, [highlighter, language, code])
  return (
    <figure className="code-block" dir="ltr">
      <figcaption>
        <span>{printable(label)}</span>
        <CopyButton text={code} />
      </figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls must be reachable by keyboard. */}
      <pre tabIndex={tabIndex}>
        <code>{coloured ? <Tokens nodes={coloured as readonly ElementContent[]} /> : code}</code>
      </pre>
    </figure>
  )
}

/** Only text, and spans with classes. */
function Tokens({ nodes }: { nodes: readonly ElementContent[] }): React.ReactNode {
  return nodes.map((node, index) => {
    if (node.type === 'text') return node.value
    if (node.type !== 'element') return null
    const { className } = node.properties
    return (
      // Code never changes, so the position is a name that lasts.
      // oxlint-disable-next-line react/no-array-index-key
      <span key={index} className={Array.isArray(className) ? className.join(' ') : undefined}>
        <Tokens nodes={node.children} />
      </span>
    )
  })
}
