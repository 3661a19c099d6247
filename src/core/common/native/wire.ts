/** The fixed parts of the native protocol. docs/protocol.md says how they are used. */
import { allAbilities } from '../room.ts'

/** Trailing blanks behind `Connected to server!`: the host speaks the native protocol. Invisible in every console. */
export const nativeOffer = ' \t '

/** What a client asks for the upgrade with, and what the host answers before its first frame. Classic text has no NUL. */
export const upgradeMark = '\0SNUG\n'

/** The version that this program speaks, and the oldest that it still understands. */
export const protocolVersion = 1
export const oldestVersion = 1

/** Bytes before the payload of a frame: its length, big-endian. */
export const frameHeaderBytes = 4

/** Set in the length of a frame whose payload is deflated. No frame is so long. */
export const deflatedFlag = 0x8000_0000

/** A deflated frame may become so many times as long: what one read makes of a client's memory and time stays in proportion to it. */
export const mostInflation = 16

/** The capability of a client to read deflated frames. */
export const deflateCapability = 'deflate'

/** Everything that this program can do beyond version 1's core. Unknown ones are ignored on both sides. */
export const capabilities: readonly string[] = ['history', 'receipts', 'typing', deflateCapability, ...allAbilities]
