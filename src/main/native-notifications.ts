/** Notifications of the system: one at a time for each room. */
import { Notification } from 'electron/main'
import { randomUUID } from 'node:crypto'
import type { i18n } from 'i18next'
import { plainExcerpt } from '../core/common/plain-excerpt.ts'
import { printable } from '../core/common/unsafe-text.ts'
import type { Notice } from './notifier.ts'

/** As much of a message, and of a name, as any system shows. */
const mostLetters = 200
const mostNameLetters = 60

/** The systems whose notifications can be answered. */
const answerable: ReadonlySet<string> = new Set(['darwin', 'win32'])

/** The systems on which a notification takes the place of the one with the same name. */
const replaceable: ReadonlySet<string> = new Set(['darwin', 'win32'])

export interface NotificationDeeds {
  readonly open: (roomId: string, messageId: string) => void
  readonly reply: (roomId: string, messageId: string, text: string) => void
}

interface Shown {
  readonly notification: Notification
  readonly notice: Notice
  /** What the system knows it by. */
  readonly name: string
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
    this.withdraw(notice.roomId)
    this.#put(notice, randomUUID(), translator)
  }

  withdraw(roomId: string): void {
    const shown = this.#shown.get(roomId)
    this.#shown.delete(roomId)
    shown?.notification.close()
  }

  /** Nothing of a message that was taken back stays on the screen. */
  withdrawMessage(roomId: string, messageId: string): void {
    if (this.#about(roomId, messageId)) this.withdraw(roomId)
  }

  /** What a message said before it was edited does not stay on the screen; nobody is called a second time for it. */
  amendMessage(roomId: string, messageId: string, text: string, translator: i18n): void {
    const shown = this.#about(roomId, messageId)
    if (!shown?.notice.message) return
    if (!replaceable.has(process.platform)) return this.withdraw(roomId)
    const { notice, name } = shown
    this.#put({ ...notice, message: { ...shown.notice.message, text }, isSilent: true }, name, translator)
  }

  /** What is shown of a room, if it is about this message alone. */
  #about(roomId: string, messageId: string): Shown | null {
    const shown = this.#shown.get(roomId)
    return shown?.notice.count === 1 && shown.notice.messageId === messageId ? shown : null
  }

  #put(notice: Notice, name: string, translator: i18n): void {
    const { roomId, messageId, count, message, isSilent } = notice
    const canReply = count === 1 && message !== null && answerable.has(process.platform)
    const notification = new Notification({
      ...noticeWords(notice, translator),
      id: name,
      silent: isSilent,
      ...(canReply && { hasReply: true, replyPlaceholder: translator.t('notifications.reply') }),
    })
    this.#shown.set(roomId, { notification, notice, name })
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
}

/** What a notification says. What peers wrote is plain, short and harmless in it. */
function noticeWords(
  { roomName, count, message }: Pick<Notice, 'roomName' | 'count' | 'message'>,
  { t }: i18n,
): { title: string; body: string } {
  const room = plainExcerpt(printable(roomName), mostNameLetters)
  if (roomName === '') return { title: 'Snug', body: t('notifications.discreet', { count }) }
  if (count > 1 || message === null) return { title: room, body: t('notifications.news', { count, room }) }
  const name = nameWords(message, t)
  return { title: t('notifications.from', { name, room }), body: plainExcerpt(printable(message.text), mostLetters) }
}

/** Who it is; and who it is not, where the name could be taken for that of somebody else. */
function nameWords({ nickname, looksLike }: NonNullable<Notice['message']>, t: i18n['t']): string {
  const [name, other] = [nickname, looksLike ?? ''].map((one) => plainExcerpt(printable(one), mostNameLetters))
  return looksLike === undefined ? (name ?? '') : t('notifications.notSame', { nickname: name, name: other })
}
