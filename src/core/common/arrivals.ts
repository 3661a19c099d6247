/** The host's side of the connection doctor: who reached a room, how far they came, and what stopped them. */

/** The way in, in order. Classic clients never come by `native`: that is how two Snugs go on once a name is given. */
export const arrivalSteps = ['connected', 'greeted', 'named', 'native', 'in-room'] as const
export type ArrivalStep = (typeof arrivalSteps)[number]

/** Why a native client is not let in, as it is told on the wire. */
export type RefusalCode = 'version' | 'signature' | 'bad-name' | 'banned' | 'own-room' | 'name-taken'

/** How an attempt ended: they went by themselves, or why the host ended it. */
export type ArrivalEnd =
  | 'went'
  | RefusalCode
  | 'crowded'
  | 'silent'
  | 'flooded'
  | ForeignProtocol
  | 'long-name'
  /** A classic client, where only Snug is let in. */
  | 'classic'
  | 'malformed'
  | 'sent-out'
  /** The host has closed the way by which they came. */
  | 'way-closed'
  | 'replaced'
  | 'slow'

/** How the visit ends of somebody whom the host ends with this code of a `bye`. */
export function expulsionEnd(code: 'kicked' | 'banned' | 'way-closed'): ArrivalEnd {
  return code === 'way-closed' ? code : 'sent-out'
}

/** What is no chat program, by the first words that it says. */
export type ForeignProtocol = 'http' | 'tls' | 'ssh'

/** Attempts from one address that came equally far and ended alike. */
export interface Arrival {
  readonly id: number
  readonly host: string
  /** The furthest step that they reached. */
  readonly step: ArrivalStep
  readonly isNative: boolean
  /** Null while they are connected. */
  readonly end: ArrivalEnd | null
  /** The name of the latest one; empty if none was given. */
  readonly nickname: string
  readonly count: number
  /** When the latest one came that far, in milliseconds since 1970. */
  readonly at: number
}

/** What became of an attempt; each has its sentence in the catalogue under `arrivals.found`. */
export type ArrivalFinding =
  | Exclude<ArrivalEnd, 'went' | 'silent'>
  | 'here'
  | 'here-native'
  | 'coming-in'
  | 'asked'
  | 'left'
  | 'went-named'
  | 'went-unnamed'
  | 'no-name'
  | 'no-hello'
  | 'lost'

/** The one thing to do; each has its sentence in the catalogue under `arrivals.fix`. */
export type ArrivalFix =
  | 'wait'
  | 'their-program'
  | 'check-or-scan'
  | 'try-again'
  | 'chat-program'
  | 'other-name'
  | 'lift-ban'
  | 'close-others'
  | 'update'
  | 'use-snug'
  | 'own-window'
  | 'their-network'
  | 'open-way'

export interface ArrivalVerdict {
  readonly found: ArrivalFinding
  /** Null where nothing is wrong. */
  readonly fix: ArrivalFix | null
}

const fixes: Readonly<Partial<Record<ArrivalFinding, ArrivalFix>>> = {
  asked: 'wait',
  'went-named': 'try-again',
  'went-unnamed': 'check-or-scan',
  'no-name': 'their-program',
  'no-hello': 'update',
  lost: 'their-network',
  slow: 'their-network',
  version: 'update',
  signature: 'update',
  malformed: 'update',
  'bad-name': 'other-name',
  'long-name': 'other-name',
  'name-taken': 'other-name',
  banned: 'lift-ban',
  classic: 'use-snug',
  'way-closed': 'open-way',
  'own-room': 'own-window',
  crowded: 'close-others',
  flooded: 'chat-program',
  http: 'chat-program',
  tls: 'chat-program',
  ssh: 'chat-program',
}

/**
 * What became of an attempt, and what the host can do about it.
 *
 * @param nativeOnly whether only Snug is let in: a classic client that went by itself would have been turned away
 */
export function judgeArrival(arrival: Pick<Arrival, 'step' | 'end' | 'isNative'>, nativeOnly: boolean): ArrivalVerdict {
  const found = findingOf(arrival)
  if (found === 'went-named' && nativeOnly && !arrival.isNative) return { found, fix: 'use-snug' }
  return { found, fix: fixes[found] ?? null }
}

/** Whether somebody did not get in, and is not about to. */
export function wasStopped({ step, end }: Pick<Arrival, 'step' | 'end'>): boolean {
  return end !== null && step !== 'in-room'
}

function findingOf({ step, end, isNative }: Pick<Arrival, 'step' | 'end' | 'isNative'>): ArrivalFinding {
  const isIn = step === 'in-room'
  const hasName = step === 'named' || step === 'native'
  if (end === null) {
    if (isIn) return isNative ? 'here-native' : 'here'
    return hasName ? 'coming-in' : 'asked'
  }
  if (end === 'went') return isIn ? 'left' : hasName ? 'went-named' : 'went-unnamed'
  if (end === 'silent') return isIn ? 'lost' : step === 'native' ? 'no-hello' : 'no-name'
  return end
}

/** What the first bytes of a client tell if it is no chat program; null if it may be one. */
export function foreignProtocolOf(bytes: Uint8Array): ForeignProtocol | null {
  // A TLS record: a handshake of version 3.x.
  if (bytes[0] === 0x16 && bytes[1] === 3) return 'tls'
  const [line = ''] = new TextDecoder('latin1').decode(bytes).split(/[\r\n]/, 1)
  if (/^[A-Z]{3,10} .* HTTP\/\d/.test(line)) return 'http'
  return /^SSH-\d\.\d+-/.test(line) ? 'ssh' : null
}
