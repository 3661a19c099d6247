/** Says how far an own message got: only what is known, and who cannot say. */
import { printable } from '../../core/common/unsafe-text.ts'
import type { Ledger } from '../../core/common/room.ts'

export interface LedgerWords {
  /** Everybody who can confirm has it. */
  readonly isComplete: boolean
  /** A few words beside the message. */
  readonly short: string
  /** All of it, for whoever asks and for screen readers. */
  readonly details: string
}

/** @param ledger absent where nobody counts, as on a classic server */
export function ledgerWords(ledger: Ledger | undefined): LedgerWords {
  if (!ledger) return { isComplete: false, short: 'Sent', details: 'Sent.' }
  const { have, of, cannotConfirm } = ledger
  if (of === 0) return { isComplete: false, short: 'Sent', details: 'Sent. Nobody else was here.' }
  const count = `${have} of ${of} ${have === 1 ? 'has' : 'have'} it`
  return {
    isComplete: have > 0 && have + cannotConfirm.length >= of,
    short: have === 0 ? 'Sent' : count,
    details: [`${count}.`, ...silence(cannotConfirm)].join(' '),
  }
}

function silence(nicknames: readonly string[]): string[] {
  const [first, second] = nicknames.map((nickname) => `${printable(nickname)}’s`)
  if (first === undefined) return []
  if (second === undefined) return [`${first} classic client can’t confirm.`]
  if (nicknames.length === 2) return [`${first} and ${second} classic clients can’t confirm.`]
  return [`${first} and ${nicknames.length - 1} other classic clients can’t confirm.`]
}
