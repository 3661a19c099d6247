import type { MenuItemConstructorOptions } from 'electron/main'
import { expect, test, vi } from 'vitest'
import { commandIds, type OwnKeys } from '../core/common/shortcuts.ts'
import { mainTranslator } from './language.ts'
import { applicationMenu } from './menu.ts'

function menu({
  isMac = false,
  language = 'en',
  ownKeys = {},
}: {
  isMac?: boolean
  language?: string
  ownKeys?: OwnKeys
}) {
  const choose = vi.fn()
  const nothing = (): void => {}
  const translator = mainTranslator(language, [])
  const deeds = { choose, togglePresenting: nothing, zoom: nothing }
  return { choose, menus: applicationMenu({ isMac, translator, ownKeys, isPresenting: false, ...deeds }) }
}

const within = (menu: MenuItemConstructorOptions | undefined): readonly MenuItemConstructorOptions[] =>
  Array.isArray(menu?.submenu) ? menu.submenu : []
const entries = (menus: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] =>
  menus.flatMap((menu) => [menu, ...within(menu)]).filter(({ type }) => type !== 'separator')

test.each([false, true])('every command is in the menu once, with its keys: on a Mac %s', (isMac) => {
  const { menus, choose } = menu({ isMac, ownKeys: { find: 'F3', join: '' } })
  const commands = entries(menus).filter(({ id }) => commandIds.some((known) => known === id))
  expect(commands).toHaveLength(commandIds.length)
  expect(commands.map(({ id }) => id)).toEqual(expect.arrayContaining([...commandIds]))
  const keys = Object.fromEntries(commands.map(({ id, accelerator }) => [id, accelerator]))
  expect(keys).toMatchObject({ find: 'F3', switcher: 'CmdOrCtrl+K', 'next-room': 'Alt+Down' })
  expect(keys['join']).toBeUndefined()
  // A question mark is text wherever somebody writes.
  expect(keys['shortcuts']).toBeUndefined()
  Reflect.apply(commands.find(({ id }) => id === 'people')?.click ?? (() => {}), null, [])
  expect(choose).toHaveBeenCalledWith('people')
})

test('on a Mac the settings are in the menu of the program', () => {
  const [first] = menu({ isMac: true }).menus
  expect(first?.label).toBe('Snug')
  expect(within(first).map(({ id, role }) => id ?? role)).toEqual(expect.arrayContaining(['about', 'settings', 'quit']))
})

test.each([false, true])(
  'everything has a name in the person’s language, not in the system’s: on a Mac %s',
  (isMac) => {
    const german = entries(menu({ isMac, language: 'de' }).menus)
    expect(german.filter(({ label }) => !label)).toEqual([])
    const english = new Set(entries(menu({ isMac }).menus).map(({ label }) => label))
    expect(german.map(({ label }) => label).filter((label) => english.has(label))).toEqual(
      ['Snug'].slice(isMac ? 0 : 1),
    )
  },
)
