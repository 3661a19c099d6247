import { useRef } from 'react'
import { printableLines } from '../../core/common/unsafe-text.ts'
import type { MessageEntry } from '../../core/common/room.ts'
import { Name } from '../components/name.tsx'
import { MarkdownText } from '../markdown/markdown-text.tsx'
import { isLong } from './message-text.ts'
import { RowTime } from './row-time.tsx'
import { useMentionMarks } from './use-mention-marks.ts'
import { t } from '../language.ts'

interface MessageContentProps {
  message: MessageEntry
  /** The person at this window, if the message speaks to them. */
  spokenTo: string | null
  isUnfolded: boolean
  toggle: (key: string) => void
}

/** What a message says, or what its author does; a change that is under way is shown already. */
export function MessageContent({ message, spokenTo, isUnfolded, toggle }: MessageContentProps): React.ReactNode {
  const { id, at, pendingChange, isAction, author } = message
  const text = pendingChange?.type === 'edit' ? pendingChange.text : message.text
  const long = isLong(text)
  const shown = <MessageText text={text} spokenTo={spokenTo} isFolded={long && !isUnfolded} />
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
          {isUnfolded ? t('conversation.showLess') : t('conversation.showAll')}
        </button>
      )}
    </>
  )
}

interface MessageTextProps {
  text: string
  spokenTo: string | null
  isFolded: boolean
}

function MessageText({ text, spokenTo, isFolded }: MessageTextProps): React.ReactNode {
  const element = useRef<HTMLDivElement>(null)
  useMentionMarks(element, text, spokenTo)
  return (
    <div ref={element} className={isFolded ? 'message-text message-text-folded' : 'message-text'} dir="auto">
      <MarkdownText text={printableLines(text)} />
    </div>
  )
}
