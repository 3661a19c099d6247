import { CircleAlert, Lock } from 'lucide-react'
import { memo, useId } from 'react'
import { partnerIn } from '../../core/common/quote.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import type { MessageEntry } from '../../core/common/room.ts'
import { Avatar } from '../components/avatar.tsx'
import { Button } from '../components/button.tsx'
import { KindMark } from '../components/kind-mark.tsx'
import { LikenessMark } from '../components/likeness-mark.tsx'
import { Name } from '../components/name.tsx'
import { Reachable, useTabIndex } from '../components/reachable.ts'
import { discardMessage, retryMessage } from '../store/message-actions.ts'
import { DeliveryMark } from './delivery-mark.tsx'
import { LinkPreview } from './link-preview.tsx'
import { MessageActions } from './message-actions.tsx'
import { MessageContent } from './message-content.tsx'
import { QuoteBlock } from './quote.tsx'
import { Reactions } from './reactions.tsx'
import { RowTime } from './row-time.tsx'
import { timeFormat } from './times.ts'
import { useRowActivity } from './use-row-activity.ts'
import { t } from '../language.ts'
import { Phrase } from '../components/phrase.tsx'
import { phrase } from '../view/phrase.ts'
import { said } from '../view/said.ts'

export interface MessageRowProps {
  roomId: string
  /** The person at this window. */
  selfId: string
  /** What they are called; null unless the message speaks to them. */
  spokenTo: string | null
  message: MessageEntry
  startsGroup: boolean
  /** Whose name the author's could be taken for; null if it could not. */
  looksLike: string | null
  /** The connection is not there, so that what is being sent has to wait. */
  isWaiting: boolean
  /** The last own message says in words who has it; those before it only by their icon. */
  isNewestOwn: boolean
  /** Somebody was led here just now. */
  isSought: boolean
  isUnfolded: boolean
  toggle: (key: string) => void
}

export const MessageRow = memo(function MessageRow(props: MessageRowProps): React.ReactElement {
  const { roomId, selfId, spokenTo, message, isUnfolded, toggle } = props
  const { isActive, isFocused, setOpen, handlers } = useRowActivity()
  const { id, author, isDeleted, replyTo } = message
  const textId = useId()
  return (
    <div
      className={classOf(props)}
      data-message={id}
      data-row={id}
      data-delivery={message.delivery.state}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A row among others, with handlers that an article may not have.
      role="article"
      aria-label={t('message.label', { name: printable(author.nickname), time: timeFormat.time(message.at) })}
      aria-describedby={textId}
      // From what is in it, Shift+Tab leads back to it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- The arrow keys bring the focus here.
      tabIndex={isFocused ? 0 : -1}
      {...handlers}
    >
      <RowMargin {...props} />
      <Reachable value={isActive}>
        <div className="message-body">
          <RowHead {...props} />
          {isDeleted ? (
            <Tombstone id={textId} message={message} />
          ) : (
            <>
              {replyTo && <QuoteBlock roomId={roomId} quote={replyTo} />}
              <MessageContent {...{ textId, message, spokenTo, isUnfolded, toggle }} />
              {!message.own && <LinkPreview roomId={roomId} message={message} />}
              <Reactions roomId={roomId} message={message} selfId={selfId} />
            </>
          )}
          <Failure roomId={roomId} message={message} />
        </div>
      </Reachable>
      {!isDeleted && <DeliveryMark {...props} />}
      {isActive && <MessageActions roomId={roomId} message={message} onPicking={setOpen} />}
    </div>
  )
})

function classOf({ message, startsGroup, spokenTo, isSought }: MessageRowProps): string {
  const { isDeleted, isAction, to, pendingChange } = message
  return [
    'message',
    startsGroup && 'message-first',
    hasHead(message, startsGroup) && 'message-headed',
    isDeleted && 'message-deleted',
    isAction && 'message-acting',
    to ? 'message-direct' : spokenTo !== null && 'message-for-me',
    pendingChange && 'message-changing',
    isSought && 'message-sought',
  ]
    .filter(Boolean)
    .join(' ')
}

/** What is done, or was taken back, names its author in its words. */
function hasHead({ isAction, isDeleted }: MessageEntry, startsGroup: boolean): boolean {
  return startsGroup && !isAction && !isDeleted
}

type PartProps = Pick<MessageRowProps, 'message' | 'startsGroup' | 'looksLike'>

function RowMargin({ message, startsGroup }: Omit<PartProps, 'looksLike'>): React.ReactNode {
  if (hasHead(message, startsGroup)) return <Avatar nickname={message.author.nickname} />
  return <span className="message-gutter">{!message.isAction && <RowTime at={message.at} format="clock" />}</span>
}

function RowHead({ message, startsGroup, looksLike }: PartProps): React.ReactNode {
  const { author, at, isAction, isDeleted } = message
  if (hasHead(message, startsGroup)) {
    return (
      <p className="message-head">
        <Name className="message-author">{author.nickname}</Name>
        {author.kind === 'classic' && <KindMark kind={author.kind} />}
        {looksLike !== null && <LikenessMark looksLike={looksLike} />}
        <DirectMark message={message} />
        <RowTime at={at} />
      </p>
    )
  }
  if (isAction) {
    return (
      <>
        {looksLike !== null && <LikenessMark looksLike={looksLike} />}
        <DirectMark message={message} />
      </>
    )
  }
  return isDeleted ? null : (
    <span className="visually-hidden">{t('message.author', { name: printable(author.nickname) })} </span>
  )
}

/** Who alone can read it. */
function DirectMark({ message }: { message: MessageEntry }): React.ReactNode {
  const partner = partnerIn(message)
  if (!partner) return null
  return (
    <span className="direct-mark">
      <Lock aria-hidden="true" />
      <Phrase pieces={phrase({ name: partner.nickname }, (names) => t('message.onlyYou', names))} />
    </span>
  )
}

/** What is left of a message that was taken back. */
function Tombstone({ id, message: { own, author } }: { id: string; message: MessageEntry }): React.ReactNode {
  return (
    <p id={id} className="tombstone">
      {own ? (
        t('message.youDeleted')
      ) : (
        <Phrase pieces={phrase({ name: author.nickname }, (names) => t('message.deleted', names))} />
      )}
    </p>
  )
}

function Failure({ roomId, message }: Pick<MessageRowProps, 'roomId' | 'message'>): React.ReactNode {
  const tabIndex = useTabIndex()
  if (message.delivery.state !== 'failed') return null
  return (
    <p className="message-failure">
      <CircleAlert aria-hidden="true" />
      <span dir="auto">{t('message.notSent', { reason: said(message.delivery.reason) })}</span>
      <Button className="button-small" tabIndex={tabIndex} onClick={() => retryMessage(roomId, message.id)}>
        {t('message.retry')}
      </Button>
      <Button className="button-small" tabIndex={tabIndex} onClick={() => discardMessage(roomId, message.id)}>
        {t('message.discard')}
      </Button>
    </p>
  )
}
