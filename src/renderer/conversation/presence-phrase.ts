/** Says in one line who came and who went. */
import type { PresenceEntry } from '../../core/common/room.ts'
import { t } from '../language.ts'
import { phrase, type PhrasePiece } from '../view/phrase.ts'

const outcomes = [
  { first: 'joined', last: 'joined', key: 'joined' },
  { first: 'joined', last: 'left', key: 'joinedLeft' },
  { first: 'left', last: 'joined', key: 'leftJoined' },
  { first: 'left', last: 'left', key: 'left' },
] as const

type Outcome = (typeof outcomes)[number]['key']

/** `Kenji and 2 others joined, Bo left`: each person once, by how it began and how it ended. */
export function presencePhrase(changes: readonly PresenceEntry[]): PhrasePiece[] {
  const people = new Map<string, { first: PresenceEntry['change']; last: PresenceEntry['change'] }>()
  for (const { nickname, change } of changes) {
    people.set(nickname, { first: people.get(nickname)?.first ?? change, last: change })
  }
  const pieces: PhrasePiece[] = []
  for (const { first, last, key } of outcomes) {
    const names = [...people]
      .filter(([, way]) => way.first === first && way.last === last)
      .map(([nickname]) => nickname)
    if (names.length === 0) continue
    if (pieces.length > 0) pieces.push({ kind: 'words', text: t('presence.between') })
    pieces.push(...outcomePhrase(names, key))
  }
  return pieces
}

/** `Kenji left`, `Kenji and Bo left`, `Kenji and 3 others left`. */
function outcomePhrase(names: readonly string[], key: Outcome): PhrasePiece[] {
  const [first = '', second = ''] = names
  if (names.length === 1) return phrase({ first }, (marked) => t(`presence.${key}.one`, marked))
  if (names.length === 2) return phrase({ first, second }, (marked) => t(`presence.${key}.two`, marked))
  return phrase({ first }, (marked) => t(`presence.${key}.many`, { count: names.length - 1, ...marked }))
}
