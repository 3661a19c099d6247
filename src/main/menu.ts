/** The application menu: Snug's commands, and what every desktop app has, in the person's language. */
import type { MenuItemConstructorOptions } from 'electron/main'
import type { i18n } from 'i18next'
import { isBare, keysFor, type CommandId, type OwnKeys } from '../core/common/shortcuts.ts'

export interface MenuOptions {
  readonly isMac: boolean
  readonly translator: i18n
  /** The person's own shortcuts. */
  readonly ownKeys: OwnKeys
  readonly isPresenting: boolean
  /** Hears Snug's own commands. */
  readonly choose: (command: CommandId) => void
  readonly togglePresenting: () => void
  /** One step larger or smaller; null: the actual size. */
  readonly zoom: (direction: 1 | -1 | null) => void
}

type Entry = MenuItemConstructorOptions

const separator: Entry = { type: 'separator' }

/** What the menu is made of. */
export function applicationMenu(options: MenuOptions): Entry[] {
  return [
    ...(options.isMac ? [appMenu(options)] : []),
    fileMenu(options),
    editMenu(options),
    viewMenu(options),
    roomMenu(options),
    windowMenu(options),
    helpMenu(options),
  ]
}

/** One of Snug's commands, with the keys that it has. Those that may be text are left to the page, which knows. */
function command({ ownKeys, choose, translator: { t } }: MenuOptions, id: CommandId): Entry {
  const accelerator = keysFor(id, ownKeys)
  return { id, label: t(`menu.${id}`), ...(!isBare(accelerator) && { accelerator }), click: () => choose(id) }
}

/** The one that bears the program's name on a Mac. */
function appMenu(options: MenuOptions): Entry {
  const { t } = options.translator
  return {
    label: 'Snug',
    submenu: [
      command(options, 'about'),
      separator,
      command(options, 'settings'),
      separator,
      { role: 'services', label: t('menu.services') },
      separator,
      { role: 'hide', label: t('menu.hide') },
      { role: 'hideOthers', label: t('menu.hideOthers') },
      { role: 'unhide', label: t('menu.unhide') },
      separator,
      { role: 'quit', label: t('menu.quit') },
    ],
  }
}

function fileMenu(options: MenuOptions): Entry {
  const { isMac } = options
  const { t } = options.translator
  return {
    label: t('menu.file'),
    submenu: [
      command(options, 'host'),
      command(options, 'join'),
      separator,
      ...(isMac ? [] : [command(options, 'settings'), separator]),
      { role: 'close', label: t('menu.close') },
      ...(isMac ? [] : [{ role: 'quit', label: t('menu.quit') } as const]),
    ],
  }
}

function editMenu(options: MenuOptions): Entry {
  const { t } = options.translator
  return {
    label: t('menu.edit'),
    submenu: [
      { role: 'undo', label: t('menu.undo') },
      { role: 'redo', label: t('menu.redo') },
      separator,
      { role: 'cut', label: t('menu.cut') },
      { role: 'copy', label: t('menu.copy') },
      { role: 'paste', label: t('menu.paste') },
      { role: 'delete', label: t('menu.delete') },
      separator,
      { role: 'selectAll', label: t('menu.selectAll') },
      separator,
      command(options, 'find'),
    ],
  }
}

function viewMenu(options: MenuOptions): Entry {
  const { isPresenting, togglePresenting, zoom } = options
  const { t } = options.translator
  return {
    label: t('menu.view'),
    submenu: [
      command(options, 'people'),
      {
        ...command(options, 'presenting'),
        type: 'checkbox',
        checked: isPresenting,
        click: togglePresenting,
      },
      separator,
      { id: 'zoom-reset', label: t('menu.zoomReset'), accelerator: 'CmdOrCtrl+0', click: () => zoom(null) },
      { id: 'zoom-in', label: t('menu.zoomIn'), accelerator: 'CmdOrCtrl+Plus', click: () => zoom(1) },
      // The same key without Shift, where the plus has one.
      { label: t('menu.zoomIn'), accelerator: 'CmdOrCtrl+=', visible: false, click: () => zoom(1) },
      { id: 'zoom-out', label: t('menu.zoomOut'), accelerator: 'CmdOrCtrl+-', click: () => zoom(-1) },
      separator,
      { role: 'togglefullscreen', label: t('menu.fullScreen') },
      separator,
      { role: 'reload', label: t('menu.reload') },
      { role: 'toggleDevTools', label: t('menu.developerTools') },
    ],
  }
}

function roomMenu(options: MenuOptions): Entry {
  return {
    label: options.translator.t('menu.room'),
    submenu: [
      command(options, 'switcher'),
      command(options, 'next-room'),
      command(options, 'previous-room'),
      separator,
      command(options, 'search'),
      separator,
      command(options, 'leave'),
    ],
  }
}

function windowMenu({ isMac, translator: { t } }: MenuOptions): Entry {
  const minimize: Entry = { role: 'minimize', label: t('menu.minimize') }
  const rest: Entry[] = isMac
    ? [{ role: 'zoom', label: t('menu.zoom') }, separator, { role: 'front', label: t('menu.front') }]
    : []
  return { ...(isMac && { role: 'windowMenu' }), label: t('menu.window'), submenu: [minimize, ...rest] }
}

function helpMenu(options: MenuOptions): Entry {
  const submenu = [command(options, 'shortcuts'), ...(options.isMac ? [] : [command(options, 'about')])]
  return { role: 'help', label: options.translator.t('menu.help'), submenu }
}
