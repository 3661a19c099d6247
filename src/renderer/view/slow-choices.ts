/** How slow a room can be made. */
import { t } from '../language.ts'
import { durationWords } from './duration-words.ts'

const usualSeconds = [0, 5, 10, 30, 60, 300]

export interface SlowChoice {
  readonly seconds: number
  readonly words: string
}

/** The choices in order, with that of now among them, which a command may have set to anything. */
export function slowChoices(now: number): SlowChoice[] {
  return [...new Set([...usualSeconds, now])]
    .toSorted((a, b) => a - b)
    .map((seconds) => ({
      seconds,
      words:
        seconds === 0
          ? t('roomSettings.slowOff')
          : t('roomSettings.slowChoice', { duration: durationWords(seconds * 1000) }),
    }))
}
