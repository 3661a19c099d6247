/** The one sentence below the input: what the writer should know at this moment. */
import type { RoomState } from '../../core/common/room.ts'
import type { SizeAdvice } from './message-text.ts'
import { isMuted } from './offered-actions.ts'
import { t } from '../language.ts'
import { durationWords } from '../view/duration-words.ts'

export interface ComposerNote {
  readonly words: string
  readonly isBad: boolean
}

export interface NoteScene {
  /** Why what was entered could not be done. */
  readonly fault: string | null
  readonly advice: SizeAdvice
  /** Seconds until the next message may be written. */
  readonly waitSeconds: number
  /** An empty input says for itself why nothing can be written. */
  readonly isEmpty: boolean
}

/** What matters most comes first; what is said elsewhere is not repeated. */
export function composerNote(room: RoomState, { fault, advice, waitSeconds, isEmpty }: NoteScene): ComposerNote {
  if (fault !== null) return { words: fault, isBad: true }
  if (isMuted(room)) return quiet(isEmpty ? '' : t('composer.muted'))
  if (!advice.fits) return { words: advice.words, isBad: true }
  if (waitSeconds > 0) return quiet(slowWords(room.slowSeconds, waitSeconds))
  if (advice.words !== null) return quiet(advice.words)
  if (room.connection.status === 'reconnecting') return quiet(t('composer.later'))
  const isSlowed = room.slowSeconds > 0 && room.role.kind !== 'host'
  return quiet(isSlowed ? t('composer.slow', { duration: durationWords(room.slowSeconds * 1000) }) : '')
}

function slowWords(slowSeconds: number, waitSeconds: number): string {
  return t('composer.slowWait', {
    duration: durationWords(slowSeconds * 1000),
    wait: durationWords(waitSeconds * 1000),
  })
}

function quiet(words: string): ComposerNote {
  return { words, isBad: false }
}
