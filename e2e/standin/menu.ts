import { EventEmitter } from 'node:events'
import type { KeyboardEvent, MenuItemConstructorOptions } from 'electron/main'
import { app } from './app.ts'

/** An entry of a menu that nobody sees, but that can be clicked by its id. Of the roles, only `quit` does something. */
export class MenuItem {
  readonly id: string | undefined
  readonly role: string | undefined
  readonly type: string
  readonly accelerator: string | undefined
  readonly submenu: Menu | undefined
  readonly click: (event?: KeyboardEvent) => void
  label: string
  enabled: boolean
  visible: boolean
  checked: boolean

  constructor(options: MenuItemConstructorOptions) {
    const { id, role, label, type, accelerator, submenu, enabled = true, visible = true, checked = false } = options
    this.id = id
    this.role = role
    this.label = label ?? role ?? ''
    this.type = type ?? (submenu ? 'submenu' : 'normal')
    this.accelerator = accelerator ?? undefined
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : (submenu as Menu | undefined)
    this.enabled = enabled
    this.visible = visible
    this.checked = checked
    this.click = () => {
      if (role === 'quit') app.quit()
      else Reflect.apply(options.click ?? (() => {}), this, [this, undefined, {}])
    }
  }
}

export class Menu extends EventEmitter {
  static #application: Menu | null = null
  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu
  }
  static getApplicationMenu = (): Menu | null => Menu.#application
  static buildFromTemplate(template: readonly (MenuItemConstructorOptions | MenuItem)[]): Menu {
    const menu = new Menu()
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item))
    return menu
  }

  readonly items: MenuItem[] = []
  append(item: MenuItem): void {
    this.items.push(item)
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }
  popup(): void {}
  closePopup(): void {}
}
