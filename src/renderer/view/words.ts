/** Small sentences that several views share. */
import { printable } from '../../core/common/unsafe-text.ts'
import { endingOf } from '../../core/common/classic/phrases.ts'
import type { Ban, Connection, Exposure, Retention, Role } from '../../core/common/room.ts'
import { t } from '../language.ts'
import { durationWords } from './duration-words.ts'

/** `1 person`, `5 people`. */
export function countPeople(count: number): string {
  return t('people.count', { count })
}

/** The window's title. */
export function windowTitle(roomName: string | null, unread: number): string {
  const name = roomName === null ? '' : printable(roomName).replaceAll(/\s+/gu, ' ').trim()
  const app = name === '' ? 'Snug' : `${name} – Snug`
  return unread > 0 ? `(${unread}) ${app}` : app
}

/** What a room is to this window: `connected`, `reconnecting`, `closed` by its host, `removed` from it. */
export function connectionWords(connection: Connection): string {
  if (connection.status !== 'closed') return t(`sidebar.${connection.status}`)
  return t(`sidebar.${endingOf(connection.reason) ?? 'lost'}`)
}

/** Who can reach a hosted room: the name of the choice, and what it means. */
export function exposureWords(exposure: Exposure): { readonly name: string; readonly meaning: string } {
  return { name: t(`exposure.${exposure}.name`), meaning: t(`exposure.${exposure}.meaning`) }
}

/**
 * Who stores the conversation, and for how long.
 *
 * @param retention `null` where nobody says, as on a classic server
 * @param keepsCopies whether the person wants copies on this computer
 */
export function keeperWords(retention: Retention | null, role: Role['kind'], keepsCopies = true): string {
  if (!retention) return t(keepsCopies ? 'keeping.unknown' : 'keeping.unknownNoCopy')
  if (!retention.stored) return t(role === 'host' ? 'keeping.notHere' : 'keeping.notHost')
  const days = t('keeping.days', { count: retention.days })
  const messages = t('keeping.messages', { count: retention.messages })
  const copies = t(keepsCopies ? 'keeping.everyCopy' : 'keeping.otherCopies')
  return `${t(role === 'host' ? 'keeping.keptHere' : 'keeping.keptHost', { days, messages })} ${copies}`
}

/** What somebody who is away says about it, which may be nothing. */
export function awayWords(message: string): string {
  const words = printable(message).trim()
  return words === '' ? t('people.away') : t('people.awayWith', { message: words })
}

/** Who may say something how often; empty where nobody has to wait. */
export function paceWords(seconds: number): string {
  return seconds === 0 ? '' : t('roomSettings.pace', { duration: durationWords(seconds * 1000) })
}

/** When somebody was banned and by what they are known. */
export function banWords({ byKey, address }: Pick<Ban, 'byKey' | 'address'>, day: string): string {
  if (address === null) return t('ban.byKey', { day })
  return byKey ? t('ban.byBoth', { day, address }) : t('ban.byAddress', { day, address })
}

/** What a room is called unless its host says otherwise; empty while they have no name. */
export function ownRoomName(nickname: string): string {
  const name = nickname.trim()
  return name === '' ? '' : t('hosting.defaultName', { name })
}
