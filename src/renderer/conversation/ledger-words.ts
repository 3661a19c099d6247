/** Says how far an own message got: only what is known, and who cannot say. */
import { printable } from '../../core/common/unsafe-text.ts'
import type { Ledger } from '../../core/common/room.ts'
import { t } from '../language.ts'

export interface LedgerWords {
  /** Everybody has said that they have it. */
  readonly isComplete: boolean
  /** Somebody has a program that cannot say whether they have it. */
  readonly isSilent: boolean
  /** A few words beside the message. */
  readonly short: string
  /** All of it, for whoever asks and for screen readers. */
  readonly details: string
}

/** @param ledger absent where nobody counts, as on a classic server */
export function ledgerWords(ledger: Ledger | undefined): LedgerWords {
  if (!ledger) return nobodyCounts(t('delivery.sentDetails'))
  const { have, of, cannotConfirm } = ledger
  if (of === 0) return nobodyCounts(t('delivery.alone'))
  const reached = have === 0 ? t('delivery.sent') : t('delivery.have', { count: have, of })
  const count = cannotConfirm.length
  return {
    isComplete: have >= of,
    isSilent: count > 0,
    short: count === 0 ? reached : t('delivery.haveSilent', { reached, count }),
    details: [t('delivery.haveDetails', { count: have, of }), ...silence(cannotConfirm)].join(' '),
  }
}

function nobodyCounts(details: string): LedgerWords {
  return { isComplete: false, isSilent: false, short: t('delivery.sent'), details }
}

function silence(nicknames: readonly string[]): string[] {
  const [first, second] = nicknames.map(printable)
  if (first === undefined) return []
  if (second === undefined) return [t('delivery.silentOne', { first })]
  if (nicknames.length === 2) return [t('delivery.silentTwo', { first, second })]
  return [t('delivery.silentMany', { first, count: nicknames.length - 1 })]
}
