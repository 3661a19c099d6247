import { useMemo, useRef } from 'react'
import { printableLines } from '../../core/common/unsafe-text.ts'
import type { MessageEntry } from '../../core/common/room.ts'
import { Name } from '../components/name.tsx'
import { useTabIndex } from '../components/reachable.ts'
import { matchRanges, type TextRange } from '../find/match-text.ts'
import { MarkdownText } from '../markdown/markdown-text.tsx'
import { useAppStore } from '../store/app-store.ts'
import { isLong } from './message-text.ts'
import { RowTime } from './row-time.tsx'
import { mentionRanges } from './mention-ranges.ts'
import { useTextMarks } from './use-text-marks.ts'
import { t } from '../language.ts'

interface MessageContentProps {
  /** The id of the element that has the text. */
  textId: string
  message: MessageEntry
  /** The person at this window, if the message speaks to them. */
  spokenTo: string | null
  isUnfolded: boolean
  toggle: (key: string) => void
}

/** What a message says, or what its author does; a change that is under way is shown already. */
export function MessageContent(props: MessageContentProps): React.ReactNode {
  const { textId, message, spokenTo, isUnfolded, toggle } = props
  const { id, at, pendingChange, isAction, author } = message
  const text = pendingChange?.type === 'edit' ? pendingChange.text : message.text
  const long = isLong(text)
  const tabIndex = useTabIndex()
  const shown = <MessageText id={textId} text={text} spokenTo={spokenTo} isFolded={long && !isUnfolded} />
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
        <button
          type="button"
          className="link-button"
          aria-expanded={isUnfolded}
          tabIndex={tabIndex}
          onClick={() => toggle(id)}
        >
          {isUnfolded ? t('conversation.showLess') : t('conversation.showAll')}
        </button>
      )}
    </>
  )
}

interface MessageTextProps {
  id: string
  text: string
  spokenTo: string | null
  isFolded: boolean
}

function MessageText({ id, text, spokenTo, isFolded }: MessageTextProps): React.ReactNode {
  const element = useRef<HTMLDivElement>(null)
  useTextMarks(element, { name: 'mention', text, find: useMentions(spokenTo) })
  useTextMarks(element, { name: 'found', text, find: useFoundWords() })
  return (
    <div ref={element} id={id} className={isFolded ? 'message-text message-text-folded' : 'message-text'} dir="auto">
      <MarkdownText text={printableLines(text)} />
    </div>
  )
}

type Find = ((text: string) => readonly TextRange[]) | null

function useMentions(nickname: string | null): Find {
  return useMemo(() => (nickname === null ? null : (text: string) => mentionRanges(text, nickname)), [nickname])
}

function useFoundWords(): Find {
  const words = useAppStore(({ find, activeRoomId }) => (find?.roomId === activeRoomId ? (find?.words ?? '') : ''))
  return useMemo(() => (words.trim() === '' ? null : (text: string) => matchRanges(text, words)), [words])
}
