import { connectedPhrase, joinedEnding, leftEnding } from './phrases.ts'

/** What stands between a name and its message. */
export const prefixEnding = ': '

const anyMark = new RegExp(['\n', prefixEnding, joinedEnding, leftEnding, connectedPhrase].join('|'), 'g')

/** UTF-16 units of the longest mark. */
export const longestMark = connectedPhrase.length

export interface Mark {
  readonly mark: string
  readonly index: number
}

/** The first place from `from` on where something may end: a line, a name before its message, a fixed phrase. */
export function nextMark(text: string, from: number): Mark | null {
  anyMark.lastIndex = from
  const found = anyMark.exec(text)
  return found && { mark: found[0], index: found.index }
}
