/** Pure decisions about the text of a message. */
import { cutToBytes, utf8Length } from '../../core/common/byte-cutting.ts'
import { defaultLimits, longestText } from '../../core/common/limits.ts'
import type { RoomState } from '../../core/common/room.ts'
import { t } from '../language.ts'

/** More than this is folded, so that one message cannot push everything else out of sight. */
const foldAbove = { lines: 20, characters: 2500 }

export function isLong(text: string): boolean {
  return text.length > foldAbove.characters || text.split('\n', foldAbove.lines + 1).length > foldAbove.lines
}

/** The text as it is sent: without blank lines around it and without blanks at its end; empty if nothing is left. */
export function tidied(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/u, '').trimEnd()
}

export type SizeAdvice =
  /** `parts`: as how many messages it goes out, at least. */
  | { readonly fits: true; readonly parts: number; readonly words: string | null }
  | { readonly fits: false; readonly words: string }

/** How many bytes one message takes where this room is: less on a classic server. */
export function messageBytes({ people, self }: Pick<RoomState, 'people' | 'self'>): number {
  const isClassic = people.find(({ id }) => id === self.personId)?.kind === 'unknown'
  return isClassic ? defaultLimits.classicMessageBytes : defaultLimits.messageBytes
}

/**
 * As how many messages a text goes out, at least: for classic clients, lines and names count as well.
 *
 * @param limit of one message, in bytes
 */
export function partsOf(text: string, limit: number): number {
  return text.length * 3 <= limit ? 1 : cutToBytes(text, limit).filter((part) => part.trim() !== '').length
}

/**
 * What the writer should know about the length of a text; nothing while it fits into one message.
 *
 * @param limit of one message, in bytes
 */
export function sizeAdvice(text: string, limit: number): SizeAdvice {
  if (text.length > longestText) {
    return { fits: false, words: t('composer.tooLong') }
  }
  // A code unit makes three bytes at most: most texts need no counting.
  const bytes = text.length * 3 <= limit ? 0 : utf8Length(text)
  if (bytes <= limit) return { fits: true, parts: 1, words: null }
  const parts = partsOf(text, limit)
  return { fits: true, parts, words: t('composer.inParts', { count: parts, limit }) }
}
