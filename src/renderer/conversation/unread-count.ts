/** What stands below the unread divider. */
import type { Entry } from '../../core/common/room.ts'
import { speaksTo } from '../store/speaks-to.ts'
import { t } from '../language.ts'

export interface UnreadCount {
  readonly messages: number
  /** How many of them speak to the person at this window. */
  readonly mentions: number
}

/** What others have said from the first unread message on. */
export function countUnread(entries: readonly Entry[], firstUnreadId: string, nickname: string): UnreadCount {
  const start = entries.findLastIndex(({ id }) => id === firstUnreadId)
  const news = start === -1 ? [] : entries.slice(start).filter((entry) => entry.kind === 'message' && !entry.own)
  const mentions = news.filter((entry) => entry.kind === 'message' && speaksTo(entry, nickname))
  return { messages: news.length, mentions: mentions.length }
}

/** `12 new messages`, `1 new message, for you`, `12 new messages, 2 for you`. */
export function unreadWords({ messages, mentions }: UnreadCount): string {
  if (mentions === 0) return t('conversation.unread', { count: messages })
  if (mentions === messages) return t('conversation.unreadForYou', { count: messages })
  return t('conversation.unreadSome', { count: messages, mentions })
}
