/** Notifications of the system: one at a time for each room. */
import { Notification } from 'electron/main'
import type { i18n } from 'i18next'
import { plainExcerpt } from '../core/common/plain-excerpt.ts'
import { printable } from '../core/common/unsafe-text.ts'
import type { Notice } from './notifier.ts'

/** As much of a message, and of a name, as any system shows. */
const mostLetters = 200
const mostNameLetters = 60

/** The systems whose notifications can be answered. */
const answerable: ReadonlySet<string> = new Set(['darwin', 'win32'])

export interface NotificationDeeds {
  readonly open: (roomId: string, messageId: string) => void
  readonly reply: (roomId: string, messageId: string, text: string) => void
}

interface Shown {
  readonly notification: Notification
  /** The message that it is about; null if there are several. */
  readonly messageId: string | null
}

export class NativeNotifications {
  readonly #deeds: NotificationDeeds
  /** Kept, or a click on one could be lost with it. */
  readonly #shown = new Map<string, Shown>()

  constructor(deeds: NotificationDeeds) {
    this.#deeds = deeds
  }

  show(notice: Notice, translator: i18n): void {
    if (!Notification.isSupported()) return
    const { roomId, messageId, count, message, isSilent } = notice
    this.withdraw(roomId)
    const canReply = count === 1 && message !== null && answerable.has(process.platform)
    const notification = new Notification({
      ...noticeWords(notice, translator),
      silent: isSilent,
      ...(canReply && { hasReply: true, replyPlaceholder: translator.t('notifications.reply') }),
    })
    this.#shown.set(roomId, { notification, messageId: count === 1 ? messageId : null })
    const forget = (): void => {
      if (this.#shown.get(roomId)?.notification === notification) this.#shown.delete(roomId)
    }
    notification.on('click', () => {
      forget()
      this.#deeds.open(roomId, messageId)
    })
    notification.on('reply', ({ reply }) => {
      forget()
      if (reply.trim() !== '') this.#deeds.reply(roomId, messageId, reply)
    })
    notification.on('close', forget)
    notification.show()
  }

  withdraw(roomId: string): void {
    const shown = this.#shown.get(roomId)
    this.#shown.delete(roomId)
    shown?.notification.close()
  }

  /** Nothing of a message that was taken back stays on the screen. */
  withdrawMessage(roomId: string, messageId: string): void {
    if (this.#shown.get(roomId)?.messageId === messageId) this.withdraw(roomId)
  }
}

/** What a notification says. What peers wrote is plain, short and harmless in it. */
function noticeWords(
  { roomName, count, message }: Pick<Notice, 'roomName' | 'count' | 'message'>,
  { t }: i18n,
): { title: string; body: string } {
  const room = plainExcerpt(printable(roomName), mostNameLetters)
  if (roomName === '') return { title: 'Snug', body: t('notifications.discreet', { count }) }
  if (count > 1 || message === null) return { title: room, body: t('notifications.news', { count, room }) }
  const name = plainExcerpt(printable(message.nickname), mostNameLetters)
  return { title: t('notifications.from', { name, room }), body: plainExcerpt(printable(message.text), mostLetters) }
}
