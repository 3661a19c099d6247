import { t } from '../language.ts'
import { phrase, type PhrasePiece } from '../view/phrase.ts'

/** `Kenji is writing…`, `Kenji and Bo are writing…`, `Several people are writing…`; empty while nobody is. */
export function typingPhrase(nicknames: readonly string[]): PhrasePiece[] {
  const [first, second] = nicknames
  if (first === undefined) return []
  if (second === undefined) return phrase({ first }, (marked) => t('typing.one', marked))
  if (nicknames.length > 2) return [{ kind: 'words', text: t('typing.many') }]
  return phrase({ first, second }, (marked) => t('typing.two', marked))
}
