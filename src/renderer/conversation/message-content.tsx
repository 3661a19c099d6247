import { printableLines } from '../../core/common/unsafe-text.ts'
import type { MessageEntry } from '../../core/common/room.ts'
import { Name } from '../components/name.tsx'
import { MarkdownText } from '../markdown/markdown-text.tsx'
import { isLong } from './message-text.ts'
import { RowTime } from './row-time.tsx'

interface MessageContentProps {
  message: MessageEntry
  isUnfolded: boolean
  toggle: (key: string) => void
}

/** What a message says, or what its author does; a change that is under way is shown already. */
export function MessageContent({ message, isUnfolded, toggle }: MessageContentProps): React.ReactNode {
  const { id, at, pendingChange, isAction, author } = message
  const text = pendingChange?.type === 'edit' ? pendingChange.text : message.text
  const long = isLong(text)
  const shown = <MessageText text={text} isFolded={long && !isUnfolded} />
  return (
    <>
      {isAction ? (
        <div className="message-action">
          <span aria-hidden="true">* </span>
          <Name className="message-author">{author.nickname}</Name> {shown} <RowTime at={at} />
        </div>
      ) : (
        shown
      )}
      {long && (
        <button type="button" className="link-button" aria-expanded={isUnfolded} onClick={() => toggle(id)}>
          {isUnfolded ? 'Show less' : 'Show all of it'}
        </button>
      )}
    </>
  )
}

function MessageText({ text, isFolded }: { text: string; isFolded: boolean }): React.ReactNode {
  return (
    <div className={isFolded ? 'message-text message-text-folded' : 'message-text'} dir="auto">
      <MarkdownText text={printableLines(text)} />
    </div>
  )
}
