/** Every bound that Snug puts on a peer. Reaching one gives a notice in words; nothing is dropped silently. */
export interface Limits {
  /** Longest nickname, in graphemes (what a person counts as letters). */
  readonly nicknameGraphemes: number
  /** Longest message of the room, in UTF-8 bytes; a longer text becomes several messages. */
  readonly messageBytes: number
  /** Longest single write to or from a classic peer, in bytes: what `recv(1024)` reads at once. */
  readonly classicMessageBytes: number
  /** Most bytes taken from one peer before anything is parsed. */
  readonly frameBytes: number
  /** Messages (a paste of one read counts once) that a peer may send at once before it is slowed down. Infinity lifts it. */
  readonly floodBurst: number
  /** Messages a second that a peer may send in the long run. Infinity lifts it. */
  readonly floodPerSecond: number
  /** Bytes waiting for one client before that client alone is closed. */
  readonly sendQueueBytes: number
  /** Milliseconds that a new connection has for the nickname. */
  readonly handshakeMs: number
  /** Milliseconds of silence after which a native peer is asked whether it is there. A classic one could not answer. */
  readonly pingMs: number
  /** Milliseconds of silence after which a native peer is taken for gone. */
  readonly dropMs: number
  /** Connections from one address; loopback is exempt. */
  readonly connectionsPerAddress: number
  /** Connections that may come from one address at once; loopback is exempt. */
  readonly arrivalBurst: number
  /** Connections a second that may come from one address in the long run. */
  readonly arrivalsPerSecond: number
}

/** The defaults. Other servers' figures, for comparison, are in docs/protocol.md. */
export const defaultLimits: Limits = {
  nicknameGraphemes: 24,
  messageBytes: 4096,
  classicMessageBytes: 1024,
  frameBytes: 64 * 1024,
  floodBurst: 5,
  floodPerSecond: 2,
  sendQueueBytes: 1024 * 1024,
  handshakeMs: 20_000,
  pingMs: 30_000,
  dropMs: 75_000,
  connectionsPerAddress: 16,
  arrivalBurst: 32,
  arrivalsPerSecond: 0.5,
}

/** Where a room is hosted unless somebody says otherwise: the address of every tutorial program. */
export const defaultHost = '127.0.0.1'

/** The port of every tutorial program. */
export const defaultPort = 55_555

/** Longest text that a person may send at once, in UTF-16 units. It goes out in parts. */
export const longestText = 1_000_000

/** Longest link that can be followed, in UTF-16 units. What is longer is to be looked at twice. */
export const longestLink = 2000

/** Longest name of a room, in Unicode code points. */
export const longestRoomName = 200

/** Longest topic of a room, in UTF-16 units. */
export const longestTopic = 300

/** The last moment that can be shown and kept, in milliseconds since 1970: in the year 2223. */
export const latestTime = 8e12

/** Longest text about being away, in UTF-16 units. */
export const longestAwayMessage = 200
