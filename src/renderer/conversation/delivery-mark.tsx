import { Check, CheckCheck, Clock3 } from 'lucide-react'
import { assertNever } from '../../core/common/assert-never.ts'
import type { Ledger, MessageEntry } from '../../core/common/room.ts'
import { ledgerWords } from './ledger-words.ts'
import { timeFormat } from './times.ts'
import { t } from '../language.ts'

interface DeliveryMarkProps {
  message: MessageEntry
  /** The connection is not there, so that what is being sent has to wait. */
  isWaiting: boolean
  /** The last own message says in words who has it; those before it only by their icon. */
  isNewestOwn: boolean
}

/** At the end of a message: whether it was changed, and how far it got. */
export function DeliveryMark({ message, isWaiting, isNewestOwn }: DeliveryMarkProps): React.ReactNode {
  const { editedAt, pendingChange } = message
  if (pendingChange) {
    return (
      <span className="delivery">
        <Clock3 aria-hidden="true" />
        {pendingChange.type === 'edit' ? t('delivery.saving') : t('delivery.takingBack')}
      </span>
    )
  }
  const edited = editedAt !== undefined && (
    <time
      className="edited"
      dateTime={new Date(editedAt).toISOString()}
      title={t('delivery.editedAt', { at: timeFormat.full(editedAt) })}
    >
      {t('delivery.edited')}
    </time>
  )
  switch (message.delivery.state) {
    case 'sending':
      return (
        <span className={isWaiting ? 'delivery' : 'delivery delivery-sending'}>
          <Clock3 aria-hidden="true" />
          {isWaiting ? t('delivery.waiting') : t('delivery.sending')}
        </span>
      )
    case 'sent':
      return <SentMark ledger={message.delivery.ledger} withWords={isNewestOwn && !edited} before={edited} />
    case 'failed':
      return null
    case 'received':
      return edited && <span className="delivery">{edited}</span>
    default:
      return assertNever(message.delivery)
  }
}

interface SentMarkProps {
  ledger: Ledger | undefined
  withWords: boolean
  before: React.ReactNode
}

/** One check: it is in the room. Two: everybody has said that they have it. */
function SentMark({ ledger, withWords, before }: SentMarkProps): React.ReactNode {
  const { isComplete, isSilent, short, details } = ledgerWords(ledger)
  return (
    <span className={isSilent ? 'delivery delivery-silent' : 'delivery'} title={details}>
      {before}
      {withWords && (
        <span className="delivery-words" aria-hidden="true">
          {short}
        </span>
      )}
      {isComplete ? <CheckCheck aria-hidden="true" /> : <Check aria-hidden="true" />}
      <span className="visually-hidden">{details}</span>
    </span>
  )
}
