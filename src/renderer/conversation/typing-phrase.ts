import type { PhrasePiece } from './presence-phrase.ts'

/** `Kenji is writing…`, `Kenji and Bo are writing…`, `Several people are writing…`; empty while nobody is. */
export function typingPhrase(nicknames: readonly string[]): PhrasePiece[] {
  const [first, second] = nicknames
  if (first === undefined) return []
  const firstName: PhrasePiece = { kind: 'name', text: first }
  if (second === undefined) return [firstName, { kind: 'words', text: ' is writing…' }]
  if (nicknames.length > 2) return [{ kind: 'words', text: 'Several people are writing…' }]
  return [
    firstName,
    { kind: 'words', text: ' and ' },
    { kind: 'name', text: second },
    { kind: 'words', text: ' are writing…' },
  ]
}
