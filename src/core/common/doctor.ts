/** The connection doctor: from what a probe has met on its way to a room to what is wrong, and the one thing to do about it. */
import { bannedPhrase, isCrowdedPhrase, nicknameRequest } from './classic/phrases.ts'
import { printable } from './unsafe-text.ts'

/** The way into a room, in order. */
export const doctorSteps = ['resolve', 'route', 'connect', 'greeting', 'name', 'native'] as const
export type DoctorStepName = (typeof doctorSteps)[number]

/** What was found on a step; each has its sentence in the catalogue under `doctor.found`. */
export type FoundCode =
  | 'number-address'
  | 'resolved'
  | 'not-resolved'
  | 'not-looked-up'
  | 'via'
  | 'no-way'
  | 'connected'
  | 'refused'
  | 'timed-out'
  | 'unreachable'
  | 'blocked'
  | 'cannot-connect'
  | 'asked-for-name'
  | 'silent'
  | 'closed'
  | 'http'
  | 'tls'
  | 'ssh'
  | 'other-words'
  | 'banned'
  | 'crowded'
  | 'name-not-said'
  | 'name-taken'
  | 'turned-away'
  | 'tutorial-server'
  | 'quiet-host'
  | 'different-version'

/** The one thing to do; each has its sentence in the catalogue under `doctor.fix`. */
export type FixCode =
  | 'spelling'
  | 'own-network'
  | 'open-room'
  | 'open-room-here'
  | 'firewall'
  | 'self-assigned'
  | 'same-network'
  | 'own-firewall'
  | 'try-again'
  | 'no-room'
  | 'web-server'
  | 'encrypted-server'
  | 'ssh-server'
  | 'ask-host'
  | 'close-others'
  | 'other-name'
  | 'update'
  | 'join'

/** Values for the places in a sentence. What the other side said is printable and short. */
export interface Finding {
  readonly code: FoundCode
  readonly values: Readonly<Record<string, string>>
}

export interface DoctorStep {
  readonly name: DoctorStepName
  readonly state: 'waiting' | 'running' | 'ok' | 'failed' | 'skipped'
  /** How long it took, in milliseconds; null before it is over. */
  readonly ms: number | null
  readonly found: Finding | null
}

export interface DoctorReport {
  readonly steps: readonly DoctorStep[]
  /** The step on which it stopped; null if the way is free. */
  readonly failed: DoctorStepName | null
  readonly fix: FixCode
}

/** How much of a stranger's words is shown. */
const longestQuote = 60

/** All steps, before the first. */
export function waitingSteps(): readonly DoctorStep[] {
  return doctorSteps.map((name) => ({ name, state: 'waiting', ms: null, found: null }))
}

/** What the first bytes of a server tell about it. */
export function judgeGreeting(bytes: Uint8Array): Finding {
  // TLS records: an alert or a handshake of version 3.x.
  if ((bytes[0] === 0x15 || bytes[0] === 0x16) && bytes[1] === 3) return { code: 'tls', values: {} }
  const text = new TextDecoder('latin1').decode(bytes)
  const [line = ''] = text.split(/[\r\n]/, 1)
  const quote = printable(line).slice(0, longestQuote)
  if (text.trimEnd() === nicknameRequest) return { code: 'asked-for-name', values: {} }
  if (/^HTTP\/\d/.test(line)) return { code: 'http', values: { quote } }
  if (line.startsWith('SSH-')) return { code: 'ssh', values: { quote } }
  if (line.startsWith(bannedPhrase.slice(0, -1))) return { code: 'banned', values: {} }
  if (isCrowdedPhrase(line)) return { code: 'crowded', values: {} }
  return { code: 'other-words', values: { quote } }
}

/** What the error of a system, such as `ECONNREFUSED`, tells about a connection that could not be made. */
export function judgeConnectError(code: string): FoundCode {
  switch (code) {
    case 'ECONNREFUSED':
      return 'refused'
    case 'ETIMEDOUT':
      return 'timed-out'
    case 'EHOSTUNREACH':
    case 'EHOSTDOWN':
      return 'unreachable'
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
      return 'no-way'
    case 'ECONNRESET':
    case 'EPIPE':
      return 'closed'
    case 'EACCES':
    case 'EPERM':
      return 'blocked'
    default:
      return 'cannot-connect'
  }
}

/** What a join that failed before had met, behind what a probe can see without saying a name. */
export function judgeJoinFailure(code: string | undefined): Finding | null {
  if (code === 'name-taken' || code === 'turned-away' || code === 'different-version') return { code, values: {} }
  return null
}

const fixes: Readonly<Partial<Record<FoundCode, FixCode>>> = {
  'not-resolved': 'spelling',
  'not-looked-up': 'own-network',
  'no-way': 'own-network',
  refused: 'open-room',
  'timed-out': 'firewall',
  unreachable: 'same-network',
  blocked: 'own-firewall',
  'cannot-connect': 'same-network',
  silent: 'try-again',
  closed: 'no-room',
  http: 'web-server',
  tls: 'encrypted-server',
  ssh: 'ssh-server',
  'other-words': 'no-room',
  banned: 'ask-host',
  crowded: 'close-others',
  'name-taken': 'other-name',
  'turned-away': 'ask-host',
  'different-version': 'update',
}

/** The report on steps that were gone; `host` is what was typed. */
export function diagnose(steps: readonly DoctorStep[], host: string): DoctorReport {
  const stopped = steps.find(({ state }) => state === 'failed')
  if (!stopped?.found) return { steps, failed: null, fix: 'join' }
  return { steps, failed: stopped.name, fix: fixFor(stopped.found.code, host) }
}

function fixFor(found: FoundCode, host: string): FixCode {
  if (found === 'refused' && /^(127\.|::1$|localhost\.?$)/i.test(host)) return 'open-room-here'
  const isFar = found === 'timed-out' || found === 'unreachable' || found === 'no-way'
  if (isFar && /^(169\.254\.|fe[89ab])/i.test(host)) return 'self-assigned'
  return fixes[found] ?? 'try-again'
}
