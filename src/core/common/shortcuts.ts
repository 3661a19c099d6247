/** What can be done by keys, and by which: one registry for the window, the menu and the settings. Pure. */

/** Commands with the keys that they usually have, as Electron writes them; empty: none. */
export const usualKeys = {
  settings: 'CmdOrCtrl+,',
  switcher: 'CmdOrCtrl+K',
  find: 'CmdOrCtrl+F',
  search: 'CmdOrCtrl+Shift+F',
  host: 'CmdOrCtrl+Shift+H',
  join: 'CmdOrCtrl+J',
  leave: 'CmdOrCtrl+Shift+L',
  'next-room': 'Alt+Down',
  'previous-room': 'Alt+Up',
  people: 'CmdOrCtrl+Shift+U',
  presenting: 'CmdOrCtrl+Shift+P',
  shortcuts: '?',
  about: '',
} as const

export type CommandId = keyof typeof usualKeys

/** In the order in which they are shown. */
export const commandIds = Object.keys(usualKeys) as readonly CommandId[]

/** The person's own keys, by the command's name. */
export type OwnKeys = Readonly<Record<string, string>>

/** What a keyboard event says. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** Keys that the system, the text fields or the window itself need. */
const reservedWithMain = [
  'A',
  'C',
  'V',
  'X',
  'Y',
  'Z',
  'Shift+Z',
  'Q',
  'R',
  'W',
  'M',
  'G',
  'Shift+G',
  'Tab',
  'Shift+Tab',
  ...Array.from({ length: 10 }, (_, digit) => String(digit)),
  '-',
  '=',
  'Plus',
  'Shift+I',
  'Shift+R',
  'Shift+V',
]
const reservedKeys: ReadonlySet<string> = new Set(
  reservedWithMain
    .map((keys) => `CmdOrCtrl+${keys}`)
    .concat(
      'Tab',
      'Shift+Tab',
      'Ctrl+Tab',
      'Ctrl+Shift+Tab',
      'Alt+Shift+Up',
      'Alt+Shift+Down',
      'Enter',
      'Shift+Enter',
      'Esc',
      'Backspace',
      'Delete',
      'Shift+F10',
      'Alt+F4',
      'F3',
      'Shift+F3',
      'F11',
    ),
)

const namedKeys: Readonly<Record<string, string>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Escape: 'Esc',
  ' ': 'Space',
  '+': 'Plus',
}

/** Others are names, such as `Enter`. */
const oneSign = /^.$/u

const modifierKeys = new Set([
  'Control',
  'Shift',
  'Alt',
  'Meta',
  'AltGraph',
  'CapsLock',
  'Dead',
  'Unidentified',
  'Process',
])

/** The keys that somebody has pressed; null as long as they are only modifiers, or keys that no shortcut can have. */
export function keysOf(press: KeyPress, isMac: boolean): string | null {
  const { key, code, ctrlKey, metaKey, shiftKey, altKey } = press
  if (modifierKeys.has(key) || (metaKey && !isMac)) return null
  const name = nameOf(key, code)
  // A sign such as `?` is on another place of every keyboard: that it needs Shift says nothing.
  const isSign = oneSign.test(key) && key !== ' ' && !/[\p{L}]/u.test(name)
  const isMain = isMac ? metaKey : ctrlKey
  const modifiers = [isMain && 'CmdOrCtrl', isMac && ctrlKey && 'Ctrl', altKey && 'Alt', shiftKey && !isSign && 'Shift']
  return [...modifiers.filter((modifier) => modifier !== false), name].join('+')
}

/** Where letters are Cyrillic, no key gives an F: its place counts then. */
function nameOf(key: string, code: string): string {
  const named = namedKeys[key]
  if (named !== undefined) return named
  const [, letter] = /^Key([A-Z])$/u.exec(code) ?? []
  if (letter !== undefined && !/^[a-z]$/iu.test(key)) return letter
  return oneSign.test(key) ? key.toUpperCase() : key
}

/** The keys of a command; empty if it has none. */
export function keysFor(id: CommandId, own: OwnKeys): string {
  return own[id] ?? usualKeys[id]
}

/** The command that these keys give. */
export function commandWith(keys: string, own: OwnKeys): CommandId | null {
  return commandIds.find((id) => keysFor(id, own) === keys) ?? null
}

/** Whether keys act only where nobody writes: alone, they are text there. */
export function isBare(keys: string): boolean {
  return !/^(?:CmdOrCtrl|Ctrl|Alt)\+/u.test(keys) && !/^(?:Shift\+)?F\d+$/u.test(keys)
}

export type KeysFault =
  | { readonly kind: 'taken'; readonly by: CommandId }
  /** Something else needs them. */
  | { readonly kind: 'reserved' }
  /** They would be text. */
  | { readonly kind: 'bare' }

/** Why a command cannot have these keys; null if it can. */
export function faultOf(keys: string, id: CommandId, own: OwnKeys): KeysFault | null {
  const by = commandIds.find((other) => other !== id && keysFor(other, own) === keys)
  if (by !== undefined) return { kind: 'taken', by }
  if (reservedKeys.has(keys)) return { kind: 'reserved' }
  const mayBeSign = usualKeys[id] !== '' && isBare(usualKeys[id])
  if (isBare(keys) && !(mayBeSign && /^[^\p{L}\p{N}]$/u.test(keys))) return { kind: 'bare' }
  return null
}

/** The person's keys after a command has got others; what is as usual is not kept. */
export function withKeys(own: OwnKeys, id: CommandId, keys: string): OwnKeys {
  const { [id]: _before, ...others } = own
  return keys === usualKeys[id] ? others : { ...others, [id]: keys }
}

const macSigns: Readonly<Record<string, string>> = { CmdOrCtrl: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' }
const keySigns: Readonly<Record<string, string>> = { Up: '↑', Down: '↓', Left: '←', Right: '→', Plus: '+' }

/** Keys as they are written in a menu: `Ctrl+Shift+F`, on a Mac `⇧⌘F`. */
export function writtenKeys(keys: string, isMac: boolean): string {
  if (keys === '') return ''
  const parts = keys.split('+').map((part) => keySigns[part] ?? part)
  if (!isMac) return parts.map((part) => (part === 'CmdOrCtrl' ? 'Ctrl' : part)).join('+')
  const order = ['Ctrl', 'Alt', 'Shift', 'CmdOrCtrl']
  const modifiers = order.filter((modifier) => parts.includes(modifier)).map((modifier) => macSigns[modifier])
  return [...modifiers, ...parts.filter((part) => !order.includes(part))].join('')
}
