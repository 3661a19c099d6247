/** The places in a classic stream where something may end. */
import { connectedPhrase, joinedEnding, leftEnding, roomClosedPhrase } from './phrases.ts'

/** What stands between a name and its message. */
export const prefixEnding = ': '

const phrases = [connectedPhrase, roomClosedPhrase]

const marks = ['\n', prefixEnding, joinedEnding, leftEnding, ...phrases]
const anyMark = new RegExp(marks.map((mark) => mark.replace('.', '\\.')).join('|'), 'g')

/** UTF-16 units of the longest mark. */
export const longestMark = Math.max(...marks.map((mark) => mark.length))

export interface Mark {
  readonly mark: string
  readonly index: number
}

/** The first mark from `from` on: the end of a line or of a name, or a fixed phrase. */
export function nextMark(text: string, from: number): Mark | null {
  anyMark.lastIndex = from
  const found = anyMark.exec(text)
  return found && { mark: found[0], index: found.index }
}

/** Whether a mark is a phrase that says something by itself. */
export function isPhrase(mark: string): boolean {
  return phrases.includes(mark)
}
