/** The application menu: Snug's commands, and the roles that every desktop app has. */
import { Menu, type MenuItemConstructorOptions } from 'electron/main'
import type { i18n } from 'i18next'
import type { AppEvent } from '../core/common/ipc-contract.ts'
import type { Catalogue } from '../core/common/languages/translator.ts'

type Command = Extract<AppEvent, { type: 'command.chosen' }>['command']
type Role = keyof Catalogue['menu']['roles']

/** Sets the menu, in the language of the translator. `choose` hears Snug's own commands. */
export function setApplicationMenu({ t }: i18n, isMac: boolean, choose: (command: Command) => void): void {
  const command = (id: Command, accelerator: string): MenuItemConstructorOptions => ({
    id,
    label: t(`menu.${id}`),
    accelerator,
    click: () => choose(id),
  })
  // The system would name them in its own language, or in English.
  const role = (name: Role): MenuItemConstructorOptions => ({ role: name, label: t(`menu.roles.${name}`) })
  const line: MenuItemConstructorOptions = { type: 'separator' }
  const help: MenuItemConstructorOptions = { role: 'help', label: t('menu.help'), submenu: [role('about')] }
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: t('menu.room'),
      submenu: [
        command('host', 'CmdOrCtrl+Shift+H'),
        command('join', 'CmdOrCtrl+J'),
        line,
        command('leave', 'CmdOrCtrl+Shift+L'),
        line,
        role(isMac ? 'close' : 'quit'),
      ],
    },
    {
      label: t('menu.edit'),
      submenu: [
        role('undo'),
        role('redo'),
        line,
        ...(['cut', 'copy', 'paste', 'delete', 'selectAll'] as const).map(role),
      ],
    },
    {
      label: t('menu.view'),
      submenu: [
        ...(['resetZoom', 'zoomIn', 'zoomOut'] as const).map(role),
        line,
        role('togglefullscreen'),
        line,
        role('reload'),
        role('toggleDevTools'),
      ],
    },
    { role: 'window', label: t('menu.window'), submenu: [role('minimize'), role('close')] },
    ...(isMac ? [] : [help]),
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
