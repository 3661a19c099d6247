import type { MessageEntry } from '../core/common/room.ts'

/** A stored message as `[2026-11-23 14:05] alice: text`, in local time; further lines of its text are indented. */
export function historyLines({ at, author, text }: MessageEntry): string[] {
  const [first = '', ...others] = text.split('\n')
  return [`[${localTime(new Date(at))}] ${author.nickname}: ${first}`, ...others.map((line) => `  ${line}`)]
}

function localTime(time: Date): string {
  const [year, month, day] = [time.getFullYear(), time.getMonth() + 1, time.getDate()].map(twoDigits)
  return `${year}-${month}-${day} ${twoDigits(time.getHours())}:${twoDigits(time.getMinutes())}`
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
