/** Whether a message is worth a notification. Pure. */
import { mentions } from '../mentions.ts'
import type { NotificationPreferences } from '../preferences.ts'
import type { MessageEntry } from '../room.ts'
import { isPresenting, isQuiet } from './quiet.ts'

/** How things are when the message comes. */
export interface Circumstances {
  readonly preferences: NotificationPreferences
  /** The person's name in the room. */
  readonly nickname: string
  readonly isMuted: boolean
  /** The person is looking at the room. */
  readonly isWatched: boolean
  /** It was said while the connection was gone. */
  readonly isLate: boolean
  readonly now: number
}

export type Verdict =
  | 'ignore'
  /** With who said what, as far as the person wants that. */
  | 'show'
  /** That something was said, and nothing else; it is on the list when presenting is over. */
  | 'show-discreetly'

/** What becomes of a message. What was said before the connection was there is history, and not announced. */
export function judge(message: MessageEntry, circumstances: Circumstances): Verdict {
  const { preferences, isMuted, isWatched, isLate, now } = circumstances
  if (message.own || message.past || message.isDeleted) return 'ignore'
  if (isLate || isMuted || isWatched || isQuiet(preferences, now)) return 'ignore'
  if (!isWanted(message, circumstances)) return 'ignore'
  return isPresenting(preferences, now) ? 'show-discreetly' : 'show'
}

function isWanted(message: MessageEntry, { preferences, nickname }: Circumstances): boolean {
  if (preferences.about === 'everything') return true
  if (preferences.about === 'nothing') return false
  return message.to !== undefined || [nickname, ...preferences.keywords].some((word) => mentions(message.text, word))
}
