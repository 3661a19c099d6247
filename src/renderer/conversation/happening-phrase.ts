/** Says in one line what changed about the room or somebody in it. */
import { assertNever } from '../../core/common/assert-never.ts'
import type { Happening } from '../../core/common/room.ts'
import { t } from '../language.ts'
import { durationWords } from '../view/duration-words.ts'
import { phrase, type PhrasePiece } from '../view/phrase.ts'

/** `Bo is now Bob`, `The host removed Bo from the room: reason`. What others have written is marked as a name is. */
export function happeningPhrase(happening: Happening): PhrasePiece[] {
  switch (happening.type) {
    case 'renamed': {
      const names = { before: happening.before, name: happening.nickname }
      return phrase(names, (marked) => t('happening.renamed', marked))
    }
    case 'topic-set': {
      const names = { name: happening.nickname, topic: happening.topic }
      const key = happening.topic === '' ? 'happening.topicCleared' : 'happening.topicSet'
      return phrase(names, (marked) => t(key, marked))
    }
    case 'kicked':
    case 'banned':
    case 'muted':
    case 'unmuted': {
      const { type, nickname: name, reason } = happening
      if (reason === '') return phrase({ name }, (marked) => t(`happening.${type}`, marked))
      return phrase({ name, reason }, (marked) => t(`happening.${type}For`, marked))
    }
    case 'slowed':
      return [{ kind: 'words', text: slowedWords(happening.seconds) }]
    default:
      return assertNever(happening)
  }
}

/** `Slow mode: one message in 10 s`. */
function slowedWords(seconds: number): string {
  return seconds === 0 ? t('happening.slowOver') : t('happening.slow', { duration: durationWords(seconds * 1000) })
}
