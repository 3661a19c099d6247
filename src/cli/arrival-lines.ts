/** The host's side of the connection doctor in the terminal. */
import { judgeArrival, wasStopped, type Arrival } from '../core/common/arrivals.ts'
import english from '../core/common/languages/en.json' with { type: 'json' }
import { createTranslator } from '../core/common/languages/translator.ts'
import type { Limits } from '../core/common/limits.ts'

/** After so long without anybody, the person is told what to check; in milliseconds. */
export const patienceMs = 60_000

/** What to tell about those who did not get in: each kind of failure of an address once, however often it happens. */
export class ArrivalLines {
  readonly #translator = createTranslator('en', { en: english })
  readonly #limits: Pick<Limits, 'handshakeMs' | 'nicknameGraphemes'>
  #told: ReadonlySet<number> = new Set()

  constructor(limits: Pick<Limits, 'handshakeMs' | 'nicknameGraphemes'>) {
    this.#limits = limits
  }

  /**
   * @param arrivals all that is known by now
   * @param address what to give out
   * @param nativeOnly whether only Snug is let in
   */
  linesOf(arrivals: readonly Arrival[], address: string, nativeOnly: boolean): string[] {
    const stopped = arrivals.filter(wasStopped)
    const news = stopped.filter(({ id }) => !this.#told.has(id))
    this.#told = new Set(stopped.map(({ id }) => id))
    return news.toReversed().map((arrival) => this.#line(arrival, address, nativeOnly))
  }

  /**
   * What to say when nobody has come at all.
   *
   * @param isOnlyHere whether no other computer can ever come by them
   */
  nobody(addresses: readonly string[], isOnlyHere: boolean): string {
    const key = isOnlyHere ? 'arrivals.terminal.onlyHere' : 'arrivals.terminal.nobody'
    return this.#translator.t(key, { addresses: addresses.join(', ') })
  }

  #line(arrival: Arrival, address: string, nativeOnly: boolean): string {
    const { t } = this.#translator
    const { host, nickname, count } = arrival
    const { found, fix } = judgeArrival(arrival, nativeOnly)
    const name = nickname === '' ? t('arrivals.somebody') : nickname
    const seconds = Math.round(this.#limits.handshakeMs / 1000)
    const letters = this.#limits.nicknameGraphemes
    return t('arrivals.terminal.stopped', {
      host,
      found: t(`arrivals.found.${found}`, { count, name, seconds }),
      fix: fix === null ? '' : t(`arrivals.fix.${fix}`, { address, letters }),
    }).trimEnd()
  }
}
