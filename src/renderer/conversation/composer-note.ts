/** The one sentence below the input: what the writer should know at this moment. */
import type { RoomState } from '../../core/common/room.ts'
import { slowWords } from './happening-phrase.ts'
import type { SizeAdvice } from './message-text.ts'
import { isMuted } from './offered-actions.ts'

export interface ComposerNote {
  readonly words: string
  readonly isBad: boolean
}

export const mutedWords = 'The host has muted you: you can read along.'

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
  if (isMuted(room)) return quiet(isEmpty ? '' : mutedWords)
  if (!advice.fits) return { words: advice.words, isBad: true }
  if (waitSeconds > 0) return quiet(`${slowWords(room.slowSeconds)}. The next in ${waitSeconds} s.`)
  if (advice.words !== null) return quiet(advice.words)
  if (room.connection.status === 'reconnecting') return quiet('What you send now goes out when the connection is back.')
  const isSlowed = room.slowSeconds > 0 && room.role.kind !== 'host'
  return quiet(isSlowed ? `${slowWords(room.slowSeconds)}.` : '')
}

function quiet(words: string): ComposerNote {
  return { words, isBad: false }
}
