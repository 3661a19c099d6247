import { Check, CheckCheck, CircleAlert, Clock3 } from 'lucide-react'
import { memo } from 'react'
import { printable, printableLines } from '../../core/common/unsafe-text.ts'
import { assertNever } from '../../core/common/assert-never.ts'
import type { Ledger, MessageEntry } from '../../core/common/room.ts'
import { Avatar } from '../components/avatar.tsx'
import { Button } from '../components/button.tsx'
import { KindMark } from '../components/kind-mark.tsx'
import { discardMessage, retryMessage } from '../store/actions.ts'
import { textPieces } from '../view/text-pieces.ts'
import { ledgerWords } from './ledger-words.ts'
import { isLong } from './message-text.ts'
import { timeFormat } from './times.ts'
import { Name } from '../components/name.tsx'

interface MessageRowProps {
  roomId: string
  message: MessageEntry
  startsGroup: boolean
  /** The connection is not there, so that what is being sent has to wait. */
  isWaiting: boolean
  /** The last own message says in words who has it; those before it only by their icon. */
  isNewestOwn: boolean
  isUnfolded: boolean
  toggle: (key: string) => void
}

export const MessageRow = memo(function MessageRow(props: MessageRowProps): React.ReactElement {
  const { roomId, message, startsGroup, isWaiting, isNewestOwn, isUnfolded, toggle } = props
  const { author, at } = message
  const time = (
    <time className="message-time" dateTime={new Date(at).toISOString()} title={timeFormat.full(at)}>
      {timeFormat.time(at)}
    </time>
  )
  return (
    <div className={startsGroup ? 'message message-first' : 'message'} data-delivery={message.delivery.state}>
      {startsGroup ? <Avatar nickname={author.nickname} /> : <span className="message-gutter">{time}</span>}
      <div className="message-body">
        {startsGroup ? (
          <p className="message-head">
            <Name className="message-author">{author.nickname}</Name>
            {author.kind === 'classic' && <KindMark kind={author.kind} />}
            {time}
          </p>
        ) : (
          <span className="visually-hidden">{printable(author.nickname)}: </span>
        )}
        <MessageText message={message} isUnfolded={isUnfolded} toggle={toggle} />
        <Failure roomId={roomId} message={message} />
      </div>
      <DeliveryMark message={message} isWaiting={isWaiting} isNewestOwn={isNewestOwn} />
    </div>
  )
})

function MessageText({
  message,
  isUnfolded,
  toggle,
}: Pick<MessageRowProps, 'message' | 'isUnfolded' | 'toggle'>): React.ReactNode {
  const long = isLong(message.text)
  return (
    <>
      <p className={long && !isUnfolded ? 'message-text message-text-folded' : 'message-text'} dir="auto">
        {textPieces(printableLines(message.text)).map((piece, index) =>
          piece.kind === 'text' ? (
            piece.text
          ) : (
            // A text never changes, so the position is a name that lasts.
            // oxlint-disable-next-line react/no-array-index-key
            <a key={index} href={piece.href} title={piece.href} target="_blank" rel="noreferrer">
              {piece.text}
            </a>
          ),
        )}
      </p>
      {long && (
        <button type="button" className="link-button" aria-expanded={isUnfolded} onClick={() => toggle(message.id)}>
          {isUnfolded ? 'Show less' : 'Show all of it'}
        </button>
      )}
    </>
  )
}

function Failure({ roomId, message }: Pick<MessageRowProps, 'roomId' | 'message'>): React.ReactNode {
  if (message.delivery.state !== 'failed') return null
  return (
    <p className="message-failure">
      <CircleAlert aria-hidden="true" />
      <span dir="auto">Not sent. {message.delivery.reason}</span>
      <Button className="button-small" onClick={() => retryMessage(roomId, message.id)}>
        Retry
      </Button>
      <Button className="button-small" onClick={() => discardMessage(roomId, message.id)}>
        Discard
      </Button>
    </p>
  )
}

type DeliveryMarkProps = Pick<MessageRowProps, 'message' | 'isWaiting' | 'isNewestOwn'>

function DeliveryMark({ message, isWaiting, isNewestOwn }: DeliveryMarkProps): React.ReactNode {
  switch (message.delivery.state) {
    case 'sending':
      return (
        <span className={isWaiting ? 'delivery' : 'delivery delivery-sending'}>
          <Clock3 aria-hidden="true" />
          {isWaiting ? 'Waiting' : 'Sending'}
        </span>
      )
    case 'sent':
      return <SentMark ledger={message.delivery.ledger} withWords={isNewestOwn} />
    case 'failed':
    case 'received':
      return null
    default:
      return assertNever(message.delivery)
  }
}

/** One check: it is in the room. Two: everybody who can confirm has it. */
function SentMark({ ledger, withWords }: { ledger: Ledger | undefined; withWords: boolean }): React.ReactNode {
  const { isComplete, short, details } = ledgerWords(ledger)
  return (
    <span className="delivery" title={details}>
      {withWords && ledger && (
        <span className="delivery-words" aria-hidden="true">
          {short}
        </span>
      )}
      {isComplete ? <CheckCheck aria-hidden="true" /> : <Check aria-hidden="true" />}
      <span className="visually-hidden">{details}</span>
    </span>
  )
}
