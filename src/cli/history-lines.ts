import { dayOf, timeOf } from '../core/common/message-markdown.ts'
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
  return [`[${dayOf(at)} ${timeOf(at)}] ${where}${said}`, ...others.map((line) => `  ${line}`)]
}
