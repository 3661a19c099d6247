/** The keys that open the search. */

/** On a Mac the command key, elsewhere the control key. */
const isMac = navigator.platform.startsWith('Mac')

/** As they are written in a menu. */
export const searchKeys = isMac ? '⇧⌘F' : 'Ctrl+Shift+F'

/** Whether somebody has pressed them. */
export function opensSearch({ key, code, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean {
  // Where letters are Cyrillic, no key gives an F: its place counts then.
  const isF = /[a-z]/iu.test(key) ? key.toLowerCase() === 'f' : code === 'KeyF'
  return isF && shiftKey && !altKey && (isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey)
}
