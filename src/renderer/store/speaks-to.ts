import { mentions } from '../../core/common/mentions.ts'
import { nameFolding, type NameFolding } from '../../core/common/name-key.ts'
import type { MessageEntry } from '../../core/common/room.ts'

/** What was found out about a message. An entry never changes: what has been edited is another one. */
const known = new WeakMap<MessageEntry, Finding>()

interface Finding {
  readonly nickname: string
  readonly folding: NameFolding
  readonly answer: boolean
}

/** Whether somebody else's message speaks to the person at this window: it names them, or is for them alone. */
export function speaksTo(message: MessageEntry, nickname: string): boolean {
  const before = known.get(message)
  const folding = nameFolding()
  if (before?.nickname === nickname && before.folding === folding) return before.answer
  const isFromOther = !message.own && !message.isDeleted
  const answer = isFromOther && (message.to !== undefined || mentions(message.text, nickname))
  known.set(message, { nickname, folding, answer })
  return answer
}
