import { useLayoutEffect } from 'react'
import { commandWith, isBare, keysFor, keysOf, writtenKeys, type CommandId } from '../../core/common/shortcuts.ts'
import { useAppStore } from '../store/app-store.ts'
import { canRun, runCommand } from '../store/commands.ts'

/** On a Mac the command key is the main one, elsewhere the control key. */
export const isMac = navigator.platform.startsWith('Mac')

/** Does what the keys of a command say, wherever in the window they are pressed; keys that do nothing are left alone. */
export function useShortcuts(): void {
  // In a layout effect: others run a moment after the window is drawn, and keys that are pressed until then would be lost.
  useLayoutEffect(() => {
    window.addEventListener('keydown', keyDown)
    return () => window.removeEventListener('keydown', keyDown)
  }, [])
}

/** The keys of a command, as they are written in a menu. */
export function useWrittenKeys(id: CommandId): string {
  return writtenKeys(
    useAppStore((state) => keysFor(id, state.preferences.shortcuts)),
    isMac,
  )
}

function keyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const keys = keysOf(event, isMac)
  const id = keys === null ? null : commandWith(keys, useAppStore.getState().preferences.shortcuts)
  if (keys === null || id === null || !canRun(id) || (isBare(keys) && isWriting(event.target))) return
  event.preventDefault()
  finishTyping(event.target)
  runCommand(id)
}

/** A field that keeps what was typed when it is left does so before a dialog opens, which may want to know it. */
function finishTyping(target: EventTarget | null): void {
  if (!(target instanceof HTMLInputElement)) return
  target.blur()
  target.focus()
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable="true"]')
}
