/** Snug's icon in the tray. */
import { Menu, Tray } from 'electron/main'
import type { i18n } from 'i18next'
import { trayIcon } from './icons.ts'

export interface TrayState {
  readonly unread: number
  readonly isPresenting: boolean
}

export interface TrayDeeds {
  readonly open: () => void
  readonly togglePresenting: () => void
  readonly quit: () => void
}

export class TrayEntry {
  readonly #tray: Tray
  readonly #deeds: TrayDeeds

  constructor(deeds: TrayDeeds) {
    this.#deeds = deeds
    this.#tray = new Tray(trayIcon(false))
    this.#tray.on('click', deeds.open)
  }

  /** Shows how much is unread, and offers what can be done, in the person's language. */
  show({ unread, isPresenting }: TrayState, { t }: i18n): void {
    this.#tray.setImage(trayIcon(unread > 0))
    this.#tray.setToolTip(unread > 0 ? `Snug – ${t('tray.unread', { count: unread })}` : 'Snug')
    const { open, togglePresenting, quit } = this.#deeds
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { id: 'open', label: t('tray.open'), click: open },
        {
          id: 'presenting',
          label: t('tray.presenting'),
          type: 'checkbox',
          checked: isPresenting,
          click: togglePresenting,
        },
        { type: 'separator' },
        { id: 'quit', label: t('tray.quit'), click: quit },
      ]),
    )
  }
}
