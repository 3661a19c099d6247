/** The application menu: Snug's commands, and the roles that every desktop app has. */
import { Menu, type MenuItemConstructorOptions } from 'electron/main'
import { keysFor, type CommandId, type OwnKeys } from '../core/common/shortcuts.ts'

interface MenuOptions {
  readonly isMac: boolean
  /** The person's own shortcuts. */
  readonly ownKeys: OwnKeys
  /** Hears Snug's own commands. */
  readonly choose: (command: CommandId) => void
}

/** Sets the menu; again, when the shortcuts are others. */
export function setApplicationMenu({ isMac, ownKeys, choose }: MenuOptions): void {
  const command = (id: CommandId, label: string): MenuItemConstructorOptions => {
    const accelerator = keysFor(id, ownKeys)
    return { id, label, ...(accelerator !== '' && { accelerator }), click: () => choose(id) }
  }
  const room: MenuItemConstructorOptions = {
    label: '&Room',
    submenu: [
      command('host', '&Host a Room…'),
      command('join', '&Join a Room…'),
      { type: 'separator' },
      command('leave', '&Leave or Close Room'),
      { type: 'separator' },
      command('settings', '&Settings…'),
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
  const help: MenuItemConstructorOptions = {
    role: 'help',
    submenu: [command('shortcuts', '&Keyboard Shortcuts'), command('about', '&About Snug')],
  }
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    room,
    { role: 'editMenu' },
    view,
    { role: 'windowMenu' },
    help,
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
