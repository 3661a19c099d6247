/** The application menu: Snug's commands, and what every desktop app has, in the person's language. */
import { Menu, type MenuItemConstructorOptions } from 'electron/main'
import type { i18n } from 'i18next'
import { keysFor, type CommandId, type OwnKeys } from '../core/common/shortcuts.ts'

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
type MenuCommand = 'host' | 'join' | 'leave' | 'search' | 'settings' | 'presenting' | 'shortcuts' | 'about'

/** Sets the menu. */
export function setApplicationMenu(options: MenuOptions): void {
  const { isMac } = options
  const template: Entry[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    fileMenu(options),
    editMenu(options),
    viewMenu(options),
    roomMenu(options),
    windowMenu(options),
    helpMenu(options),
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

/** One of Snug's commands, with the keys that it has. */
function command({ ownKeys, choose, translator: { t } }: MenuOptions, id: MenuCommand): Entry {
  const accelerator = keysFor(id, ownKeys)
  return { id, label: t(`menu.${id}`), ...(accelerator !== '' && { accelerator }), click: () => choose(id) }
}

function fileMenu(options: MenuOptions): Entry {
  const { isMac } = options
  const { t } = options.translator
  return {
    label: t('menu.file'),
    submenu: [
      command(options, 'host'),
      command(options, 'join'),
      { type: 'separator' },
      command(options, 'settings'),
      { type: 'separator' },
      { role: 'close', label: t('menu.close') },
      ...(isMac ? [] : [{ role: 'quit', label: t('menu.quit') } as const]),
    ],
  }
}

function editMenu({ translator: { t } }: MenuOptions): Entry {
  return {
    label: t('menu.edit'),
    submenu: [
      { role: 'undo', label: t('menu.undo') },
      { role: 'redo', label: t('menu.redo') },
      { type: 'separator' },
      { role: 'cut', label: t('menu.cut') },
      { role: 'copy', label: t('menu.copy') },
      { role: 'paste', label: t('menu.paste') },
      { role: 'delete', label: t('menu.delete') },
      { type: 'separator' },
      { role: 'selectAll', label: t('menu.selectAll') },
    ],
  }
}

function viewMenu(options: MenuOptions): Entry {
  const { isPresenting, togglePresenting, zoom } = options
  const { t } = options.translator
  return {
    label: t('menu.view'),
    submenu: [
      {
        ...command(options, 'presenting'),
        type: 'checkbox',
        checked: isPresenting,
        click: togglePresenting,
      },
      { type: 'separator' },
      { id: 'zoom-reset', label: t('menu.zoomReset'), accelerator: 'CmdOrCtrl+0', click: () => zoom(null) },
      { id: 'zoom-in', label: t('menu.zoomIn'), accelerator: 'CmdOrCtrl+Plus', click: () => zoom(1) },
      // The same key without Shift, where the plus has one.
      { label: t('menu.zoomIn'), accelerator: 'CmdOrCtrl+=', visible: false, click: () => zoom(1) },
      { id: 'zoom-out', label: t('menu.zoomOut'), accelerator: 'CmdOrCtrl+-', click: () => zoom(-1) },
      { type: 'separator' },
      { role: 'togglefullscreen', label: t('menu.fullScreen') },
      { type: 'separator' },
      { role: 'reload', label: t('menu.reload') },
      { role: 'toggleDevTools', label: t('menu.developerTools') },
    ],
  }
}

function roomMenu(options: MenuOptions): Entry {
  return {
    label: options.translator.t('menu.room'),
    submenu: [command(options, 'search'), { type: 'separator' }, command(options, 'leave')],
  }
}

function windowMenu({ isMac, translator: { t } }: MenuOptions): Entry {
  const minimize: Entry = { role: 'minimize', label: t('menu.minimize') }
  const rest: Entry[] = isMac ? [{ role: 'zoom' }, { type: 'separator' }, { role: 'front' }] : []
  return { ...(isMac && { role: 'windowMenu' }), label: t('menu.window'), submenu: [minimize, ...rest] }
}

function helpMenu(options: MenuOptions): Entry {
  const submenu = [command(options, 'shortcuts'), command(options, 'about')]
  return { role: 'help', label: options.translator.t('menu.help'), submenu }
}
