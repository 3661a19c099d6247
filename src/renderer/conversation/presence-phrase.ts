/** Says in one line who came and who went. */
import type { PresenceEntry } from '../../core/common/room.ts'

/** Names are apart from words, because names were chosen by others and are shown with care. */
export type PhrasePiece = { readonly kind: 'name' | 'words'; readonly text: string }

const outcomes = [
  { first: 'joined', last: 'joined', words: 'joined' },
  { first: 'joined', last: 'left', words: 'joined and left' },
  { first: 'left', last: 'joined', words: 'left and came back' },
  { first: 'left', last: 'left', words: 'left' },
] as const

/** `Kenji and 2 others joined, Bo left`: each person once, by how it began and how it ended. */
export function presencePhrase(changes: readonly PresenceEntry[]): PhrasePiece[] {
  const people = new Map<string, { first: PresenceEntry['change']; last: PresenceEntry['change'] }>()
  for (const { nickname, change } of changes) {
    people.set(nickname, { first: people.get(nickname)?.first ?? change, last: change })
  }
  const pieces: PhrasePiece[] = []
  for (const { first, last, words } of outcomes) {
    const names = [...people]
      .filter(([, way]) => way.first === first && way.last === last)
      .map(([nickname]) => nickname)
    if (names.length === 0) continue
    if (pieces.length > 0) pieces.push({ kind: 'words', text: ', ' })
    pieces.push(...nameSome(names), { kind: 'words', text: ` ${words}` })
  }
  return pieces
}

/** `Kenji`, `Kenji and Bo`, `Kenji and 3 others`. */
function nameSome(names: readonly string[]): PhrasePiece[] {
  const [first = '', second = ''] = names
  const firstName: PhrasePiece = { kind: 'name', text: first }
  if (names.length === 1) return [firstName]
  if (names.length > 2) return [firstName, { kind: 'words', text: ` and ${names.length - 1} others` }]
  return [firstName, { kind: 'words', text: ' and ' }, { kind: 'name', text: second }]
}
