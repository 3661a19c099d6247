/** Small sentences that several views share. */
import { printable } from '../../core/common/unsafe-text.ts'
import { describeDuration } from '../../core/common/duration.ts'
import type { Ban, Exposure, Retention, Role } from '../../core/common/room.ts'

/** `1 person`, `5 people`. */
export function countPeople(count: number): string {
  return count === 1 ? '1 person' : `${count.toLocaleString('en')} people`
}

/** The window's title. */
export function windowTitle(roomName: string | null, unread: number): string {
  const name = roomName === null ? '' : printable(roomName).replaceAll(/\s+/gu, ' ').trim()
  const app = name === '' ? 'Snug' : `${name} – Snug`
  return unread > 0 ? `(${unread}) ${app}` : app
}

/** Who can reach a hosted room: the name of the choice, and what it means. */
export const exposureWords: Record<Exposure, { readonly name: string; readonly meaning: string }> = {
  'this-computer': { name: 'Only this computer', meaning: 'Only programs on this computer can join.' },
  'this-network': { name: 'This network', meaning: 'People on the same Wi-Fi or cable can join.' },
  'all-addresses': {
    name: 'All addresses',
    meaning: 'Every network this computer is on, VPNs included. Anybody who can reach it can join.',
  },
}

/**
 * Who stores the conversation, and for how long.
 *
 * @param retention `null` where nobody says, as on a classic server
 * @param keepsCopies whether the person wants copies on this computer
 */
export function keeperWords(retention: Retention | null, role: Role['kind'], keepsCopies = true): string {
  if (!retention && !keepsCopies) return 'Your Snug keeps no copy. Whoever hosts this may keep one.'
  if (!retention) return 'Your Snug keeps a copy of its own. Whoever hosts this may keep one, too.'
  const keeper = role === 'host' ? 'this computer' : 'the host'
  if (!retention.stored) return `Not kept for the room by ${keeper}. Every other Snug in it keeps a copy of its own.`
  const limits = `${count(retention.days, 'day')} or ${count(retention.messages, 'message')}`
  return `Kept by ${keeper} · ${limits}. ${keepsCopies ? 'Every' : 'Every other'} Snug in the room keeps a copy of its own.`
}

/** What somebody who is away says about it, which may be nothing. */
export function awayWords(message: string): string {
  const words = printable(message).trim()
  return words === '' ? 'Away' : `Away: ${words}`
}

/** Who may say something how often; empty where nobody has to wait. */
export function paceWords(seconds: number): string {
  return seconds === 0 ? '' : `One message in ${describeDuration(seconds * 1000)} from each person`
}

/** When somebody was banned and by what they are known. */
export function banWords({ byKey, address }: Pick<Ban, 'byKey' | 'address'>, day: string): string {
  const known = [...(byKey ? ['by their Snug’s key'] : []), ...(address === null ? [] : [`by the address ${address}`])]
  return `${day} · ${known.join(' and ')}`
}

/** `1 day`, `1,200 messages`. */
export function count(number: number, unit: string): string {
  return `${number.toLocaleString('en')} ${unit}${number === 1 ? '' : 's'}`
}
