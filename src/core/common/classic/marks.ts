/** The places in a classic stream where something may end. */
import { connectedPhrase, joinedEnding, leftEnding, nicknameRequest, roomClosedPhrase } from './phrases.ts'

/** What stands between a name and its message. */
export const prefixEnding = ': '

const phrases = [connectedPhrase, roomClosedPhrase]

const announcements = [joinedEnding, leftEnding, ...phrases]
const marks = ['\n', prefixEnding, ...announcements]
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

/** Whether a name would be taken for something that only a server says: wherever it stood, the stream would lie. */
export function speaksAsServer(name: string): boolean {
  return name === nicknameRequest || announcements.some((announcement) => name.includes(announcement))
}
