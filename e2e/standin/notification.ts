import { EventEmitter } from 'node:events'
import type * as Electron from 'electron/main'
import type { PartOf } from './part-of.ts'

/** A notification that nobody sees. A test replaces `show` to learn of it, and emits `click` on it. */
export class Notification extends EventEmitter {
  static isSupported = (): boolean => true

  readonly id: string
  title: string
  body: string
  silent: boolean
  hasReply: boolean

  constructor({
    id = '',
    title = '',
    body = '',
    silent = false,
    hasReply = false,
  }: Electron.NotificationConstructorOptions = {}) {
    super()
    this.id = id
    this.title = title
    this.body = body
    this.silent = silent
    this.hasReply = hasReply
  }

  show(): void {
    this.emit('show')
  }
  close(): void {
    this.emit('close')
  }
}

Notification.prototype satisfies PartOf<Electron.Notification>
