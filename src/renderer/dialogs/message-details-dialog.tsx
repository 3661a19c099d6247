import { assertNever } from '../../core/common/assert-never.ts'
import type { Ledger, MessageEntry, PersonKind } from '../../core/common/room.ts'
import { CopyButton } from '../components/copy-button.tsx'
import { Modal } from '../components/modal.tsx'
import { Name } from '../components/name.tsx'
import { timeFormat } from '../conversation/times.ts'
import { t } from '../language.ts'
import { closeDialog } from '../store/actions.ts'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'

/** Everything that is known of a message: who wrote it and when, and who has it. */
export function MessageDetailsDialog({ roomId, messageId }: { roomId: string; messageId: string }): React.ReactNode {
  const room = useAppStore((state) => listed(state, roomId)?.room)
  const fingerprint = useAppStore((state) => state.program.fingerprint)
  const message = room?.entries.findLast((entry) => entry.kind === 'message' && entry.id === messageId)
  if (message?.kind !== 'message') return null
  const { author, at, editedAt, to, own, id, delivery } = message
  return (
    <Modal title={t('details.open')} onClose={closeDialog}>
      <dl className="details">
        <Detail term={t('details.author')}>
          <Name>{author.nickname}</Name>
          <span className="details-kind">{kindWords(author.kind)}</span>
        </Detail>
        {own && author.kind !== 'unknown' && (
          <Detail term={t('details.key')}>
            <code className="address">{fingerprint}</code>
          </Detail>
        )}
        {to && (
          <Detail term={t('details.to')}>
            <Name>{to.nickname}</Name>
          </Detail>
        )}
        <Detail term={t('details.sent')}>{timeFormat.full(at)}</Detail>
        {editedAt !== undefined && <Detail term={t('details.edited')}>{timeFormat.full(editedAt)}</Detail>}
        <Detail term={t('details.arrival')}>{arrivalWords(message)}</Detail>
        {delivery.state === 'sent' && delivery.ledger && <Recipients ledger={delivery.ledger} />}
        <Detail term={t('details.id')}>
          <code className="address">{id}</code>
          <CopyButton text={id} />
        </Detail>
      </dl>
    </Modal>
  )
}

function Detail({ term, children }: { term: string; children: React.ReactNode }): React.ReactNode {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** By name, as far as that is known: who has it, who does not yet, and whose program cannot say. */
function Recipients({ ledger: { names, cannotConfirm } }: { ledger: Ledger }): React.ReactNode {
  return (
    <>
      <Names term={t('details.have')} nicknames={names?.have ?? []} />
      <Names term={t('details.missing')} nicknames={names?.missing ?? []} />
      <Names term={t('details.cannotConfirm')} nicknames={cannotConfirm} />
    </>
  )
}

function Names({ term, nicknames }: { term: string; nicknames: readonly string[] }): React.ReactNode {
  if (nicknames.length === 0) return null
  return (
    <Detail term={term}>
      <ul className="details-names" aria-label={term}>
        {nicknames.map((nickname) => (
          <li key={nickname}>
            <Name>{nickname}</Name>
          </li>
        ))}
      </ul>
    </Detail>
  )
}

function arrivalWords({ delivery, own }: MessageEntry): string {
  if (!own) return t('details.received')
  switch (delivery.state) {
    case 'received':
      return t('details.received')
    case 'sending':
      return t('details.sending')
    case 'failed':
      return t('details.failed')
    case 'sent': {
      const { ledger } = delivery
      if (!ledger) return t('details.nobodyCounts')
      return ledger.of === 0 ? t('delivery.alone') : t('delivery.haveDetails', { count: ledger.have, of: ledger.of })
    }
    default:
      return assertNever(delivery)
  }
}

function kindWords(kind: PersonKind): string {
  switch (kind) {
    case 'host':
      return t('details.kinds.host')
    case 'native':
      return t('details.kinds.native')
    case 'classic':
      return t('details.kinds.classic')
    case 'unknown':
      return t('details.kinds.unknown')
    default:
      return assertNever(kind)
  }
}
