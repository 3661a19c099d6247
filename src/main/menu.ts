/** The application menu: Snug's commands, and the roles that every desktop app has. */
import { Menu, type MenuItemConstructorOptions } from 'electron/main'
import type { AppEvent } from '../core/common/ipc-contract.ts'

type Command = Extract<AppEvent, { type: 'command.chosen' }>['command']

/** Sets the menu. `choose` hears Snug's own commands. */
export function setApplicationMenu(isMac: boolean, choose: (command: Command) => void): void {
  const command = (id: Command, label: string, accelerator: string): MenuItemConstructorOptions => ({
    id,
    label,
    accelerator,
    click: () => choose(id),
  })
  const room: MenuItemConstructorOptions = {
    label: '&Room',
    submenu: [
      command('host', '&Host a Room…', 'CmdOrCtrl+Shift+H'),
      command('join', '&Join a Room…', 'CmdOrCtrl+J'),
      { type: 'separator' },
      command('leave', '&Leave or Close Room', 'CmdOrCtrl+Shift+L'),
      { type: 'separator' },
      isMac ? { role: 'close' } : { role: 'quit' },
    ],
  }
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      { type: 'separator' },
      { role: 'reload' },
      { role: 'toggleDevTools' },
    ],
  }
  const help: MenuItemConstructorOptions = { role: 'help', submenu: [{ role: 'about' }] }
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    room,
    { role: 'editMenu' },
    view,
    { role: 'windowMenu' },
    ...(isMac ? [] : [help]),
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
