/** Says in one line what changed about the room or somebody in it. */
import { assertNever } from '../../core/common/assert-never.ts'
import { describeDuration } from '../../core/common/duration.ts'
import type { Happening } from '../../core/common/room.ts'
import type { PhrasePiece } from './presence-phrase.ts'

/** `Bo is now Bob`, `The host removed Bo from the room: reason`. What others have written is marked as a name is. */
export function happeningPhrase(happening: Happening): PhrasePiece[] {
  switch (happening.type) {
    case 'renamed':
      return [name(happening.before), words(' is now '), name(happening.nickname)]
    case 'topic-set':
      return happening.topic === ''
        ? [name(happening.nickname), words(' took the topic away')]
        : [name(happening.nickname), words(' set the topic: '), name(happening.topic)]
    case 'kicked':
      return [words('The host removed '), name(happening.nickname), words(' from the room'), ...because(happening)]
    case 'banned':
      return [words('The host banned '), name(happening.nickname), words(' from the room'), ...because(happening)]
    case 'muted':
      return [words('The host muted '), name(happening.nickname), ...because(happening)]
    case 'unmuted':
      return [words('The host lets '), name(happening.nickname), words(' write again'), ...because(happening)]
    case 'slowed':
      return [words(happening.seconds === 0 ? 'Slow mode is over' : slowWords(happening.seconds))]
    default:
      return assertNever(happening)
  }
}

/** `Slow mode: one message in 10 s`. */
export function slowWords(seconds: number): string {
  return `Slow mode: one message in ${describeDuration(seconds * 1000)}`
}

function because({ reason }: { readonly reason: string }): PhrasePiece[] {
  return reason === '' ? [] : [words(': '), name(reason)]
}

function name(text: string): PhrasePiece {
  return { kind: 'name', text }
}

function words(text: string): PhrasePiece {
  return { kind: 'words', text }
}
