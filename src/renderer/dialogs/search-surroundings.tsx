import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { MessageEntry } from '../../core/common/room.ts'
import { printableLines } from '../../core/common/unsafe-text.ts'
import { Avatar } from '../components/avatar.tsx'
import { Button } from '../components/button.tsx'
import { Moment } from '../components/moment.tsx'
import { Name } from '../components/name.tsx'
import { useNow } from '../components/use-now.ts'
import { MarkdownText } from '../markdown/markdown-text.tsx'
import { backToHits } from '../store/search-actions.ts'
import type { Surroundings } from '../store/search.ts'
import { t } from '../language.ts'

/** A message that was found in a room that is not open, with what was said around it. */
export function SearchSurroundings({ surroundings }: { surroundings: Surroundings }): React.ReactNode {
  const { roomName, messages, messageId } = surroundings
  const now = useNow(60_000)
  const scroller = useRef<HTMLElement>(null)
  const back = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    back.current?.focus()
    scroller.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' })
  }, [])
  return (
    <>
      <div className="search-back">
        <Button ref={back} variant="quiet" className="button-small" onClick={backToHits}>
          <ArrowLeft aria-hidden="true" />
          {t('search.back')}
        </Button>
        <p>
          <Name>{roomName}</Name>
          <small>{t('search.notOpen')}</small>
        </p>
      </div>
      <section
        className="search-scroller search-around"
        aria-label={t('search.around')}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls must be reachable by keyboard.
        tabIndex={0}
        ref={scroller}
      >
        {messages.map((message) => (
          <AroundMessage key={message.id} message={message} now={now} isFound={message.id === messageId} />
        ))}
      </section>
    </>
  )
}

interface AroundMessageProps {
  message: MessageEntry
  now: number
  isFound: boolean
}

function AroundMessage({ message, now, isFound }: AroundMessageProps): React.ReactNode {
  const { author, at, text, isDeleted = false } = message
  return (
    <article className={isFound ? 'hit hit-found' : 'hit'} aria-current={isFound || undefined}>
      <Avatar nickname={author.nickname} small />
      <div className="hit-body">
        <p className="hit-head">
          <Name className="hit-author">{author.nickname}</Name>
          <Moment at={at} now={now} />
        </p>
        <div className="message-text" dir="auto">
          {isDeleted ? <em>{t('search.deleted')}</em> : <MarkdownText text={printableLines(text)} />}
        </div>
      </div>
    </article>
  )
}
