/** Messages on the clipboard. */
import { dayOf, messageMarkdown } from '../../core/common/message-markdown.ts'
import type { MessageEntry } from '../../core/common/room.ts'
import type { Row } from './rows.ts'

/** Messages with their authors and times, for a document. */
export function asMarkdown(messages: readonly MessageEntry[]): string {
  return messages.map((message) => messageMarkdown(message, dayOf(message.at))).join('\n\n')
}

/**
 * Copies what is selected with authors and times if it is of several messages; what is of one is copied as it stands.
 *
 * Only what is drawn can be selected: what has been scrolled out of sight is not.
 */
export function copySelected(event: React.ClipboardEvent<HTMLElement>, rows: readonly Row[]): void {
  const selection = document.getSelection()
  if (!selection || selection.isCollapsed) return
  const elements = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-message]')]
  const ids = new Set(
    elements.filter((row) => selection.containsNode(row, true)).map(({ dataset }) => dataset['message']),
  )
  const messages = rows.flatMap((row) => (row.kind === 'message' && ids.has(row.key) ? row.message : []))
  if (messages.length < 2) return
  event.preventDefault()
  event.clipboardData.setData('text/plain', asMarkdown(messages))
}
