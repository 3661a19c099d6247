import type { MessageEntry } from '../core/common/room.ts'

/**
 * A stored message as `[2026-11-23 14:05] alice: text`, in local time; further lines of its text are indented. An action
 * is `[2026-11-23 14:05] * alice waves`. None if it has been taken back.
 *
 * @param roomName where it was said, if that has to be told
 */
export function historyLines(message: MessageEntry, roomName?: string): string[] {
  const { at, author, own, text, to, isAction, isDeleted } = message
  if (isDeleted) return []
  const [first = '', ...others] = text.split('\n')
  const audience = to ? ` (only to ${own ? to.nickname : 'you'})` : ''
  const mark = to || isAction ? '* ' : ''
  const said = `${mark}${author.nickname}${audience}${isAction ? ' ' : ': '}${first}`
  const where = roomName === undefined ? '' : `(${roomName}) `
  return [`[${localTime(new Date(at))}] ${where}${said}`, ...others.map((line) => `  ${line}`)]
}

function localTime(time: Date): string {
  const [year, month, day] = [time.getFullYear(), time.getMonth() + 1, time.getDate()].map(twoDigits)
  return `${year}-${month}-${day} ${twoDigits(time.getHours())}:${twoDigits(time.getMinutes())}`
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
