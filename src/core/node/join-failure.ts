/** Why a room could not be entered, in words for a person. */
import { formatAddress, type Address } from '../common/address.ts'
import { defaultLimits } from '../common/limits.ts'
import { parseNickname } from '../common/nickname.ts'
import { bannedPhrase, isCrowdedPhrase } from '../common/classic/phrases.ts'
import { printable } from '../common/unsafe-text.ts'
import { describeConnectError, systemCode } from './network-errors.ts'

export interface JoinFailure {
  /** Stable name: `refused`, `timed-out`, `unknown-host`, `not-a-chat-server`, `silent-server`, `name-taken`, `banned`, `cancelled` … */
  readonly code: string
  /** What happened and what to do. */
  readonly message: string
  /** The field of the form that it belongs under. */
  readonly field: 'address' | 'nickname'
  /** A nickname that is free. */
  readonly suggestion?: string
  /** What the system calls it, where the message does not tell: for a log. */
  readonly systemCode?: string
}

/** The code of a failure that another attempt would not change. */
export const bannedCode = 'banned'

/** Given up by the person. */
export const cancelled: JoinFailure = { code: 'cancelled', field: 'address', message: 'Joining was cancelled.' }

/** The connection could not be made, or was lost before the server had said anything. */
export function notConnected(address: Address, error?: Error): JoinFailure {
  return { field: 'address', ...describeConnectError(error ?? closedAtOnce, address) }
}

/** It took too long to connect. */
export function timedOut(address: Address): JoinFailure {
  return notConnected(address, noAnswer)
}

/** Connected, but not asked for a name. */
export function silentServer(address: Address): JoinFailure {
  const where = formatAddress(address)
  const message = `${where} accepts connections but says nothing. It may not be a chat room, or somebody is just joining it: try again.`
  return { code: 'silent-server', field: 'address', message }
}

/** @param quote the beginning of what the server said instead of asking for the name; empty if that is no text */
export function notAChatServer(quote: string): JoinFailure {
  if (quote === bannedPhrase) return { code: bannedCode, field: 'address', message: quote }
  const said = quote === '' ? 'What it said is no text.' : `It said: “${quote}”`
  if (isCrowdedPhrase(quote)) {
    return { code: 'turned-away', field: 'address', message: `The room turned you away. ${said}` }
  }
  const message = `This is not a chat room, or it turned you away. ${said}`
  return { code: 'not-a-chat-server', field: 'address', message }
}

/** @param suggestion a name that is free, if the host has said one */
export function nameTaken(nickname: string, suggestion?: string): JoinFailure {
  const taken = { code: 'name-taken', field: 'nickname' } as const
  const words = `The name ${nickname} is taken in this room.`
  if (suggestion === undefined) return { ...taken, message: `${words} Choose another one.` }
  return { ...taken, message: `${words} ${suggestion} is free.`, suggestion }
}

/** The server has closed the connection after it was given the name. */
export function turnedAway(lastLine: string | undefined): JoinFailure {
  const message =
    lastLine === undefined
      ? 'The room closed the connection. It may not accept this name: try another one.'
      : `The room closed the connection: “${printable(lastLine)}”`
  return { code: 'turned-away', field: 'nickname', message }
}

/** The host offered the native protocol, and broke off before we were in. */
export function upgradeBroken(address: Address): JoinFailure {
  const message = `The room at ${formatAddress(address)} stopped answering before you were in. Try again.`
  return { code: 'upgrade-broken', field: 'address', message }
}

/** The host gives a proof of which room it is, and that is wrong. */
export function falseProof(address: Address): JoinFailure {
  const claim = `What answers at ${formatAddress(address)} could not prove to be the room that it says it is.`
  return { code: 'false-proof', field: 'address', message: `${claim} Ask its host for the right address.` }
}

/** @param host whether it speaks only older or only newer versions of the native protocol than we do */
export function differentVersion(address: Address, host: 'older' | 'newer'): JoinFailure {
  const advice = host === 'newer' ? 'Update Snug on this computer.' : 'Its host has to update Snug.'
  const message = `The room at ${formatAddress(address)} runs a much ${host} version of Snug than this one. ${advice}`
  return { code: 'different-version', field: 'address', message }
}

/** A native host does not let us in, and says why. */
export function refused(
  nickname: string,
  answer: { readonly code: string; readonly message: string; readonly suggestion?: string | undefined },
): JoinFailure {
  const parsed = parseNickname(answer.suggestion ?? '', defaultLimits)
  const suggestion = parsed.ok ? parsed.value : undefined
  const message = printable(answer.message)
  // In the words of the host: that it only looks the same, or that the person is muted, only the host can say.
  if (answer.code === 'name-taken' && suggestion !== undefined) {
    return { code: 'name-taken', field: 'nickname', message, suggestion }
  }
  if (answer.code === 'name-taken') return nameTaken(nickname)
  if (answer.code === bannedCode) return { code: bannedCode, field: 'address', message }
  if (suggestion === undefined) return { code: 'turned-away', field: 'address', message }
  return { code: 'turned-away', field: 'nickname', message, suggestion }
}

/** Why a connection ended that had been in a room. */
export function describeDrop(error: Error | undefined): string {
  switch (systemCode(error)) {
    case '':
      return 'The room closed the connection.'
    case 'ECONNRESET':
    case 'EPIPE':
      return 'The connection was cut off.'
    case 'ETIMEDOUT':
      return 'The room no longer answers.'
    case 'EHOSTUNREACH':
    case 'EHOSTDOWN':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'ENETRESET':
      return 'The network to the room is gone.'
    default:
      return 'The connection was lost.'
  }
}

const closedAtOnce = Object.assign(new Error('Closed'), { code: 'ECONNRESET' })
const noAnswer = Object.assign(new Error('Timed out'), { code: 'ETIMEDOUT' })
