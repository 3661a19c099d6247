import { useLayoutEffect, useRef, type RefObject } from 'react'
import { useAppStore } from '../store/app-store.ts'

/** The input, which takes the focus when it appears, and whenever it is asked to. */
export function useComposerFocus(): RefObject<HTMLTextAreaElement | null> {
  const input = useRef<HTMLTextAreaElement>(null)
  const calls = useAppStore((state) => state.composerCalls)
  // In a layout effect: others run a moment after the window is drawn, and what is typed until then would be lost.
  useLayoutEffect(() => {
    const { current } = input
    // A dialog over the window keeps its focus.
    if (!current || document.querySelector('dialog[open]')) return
    current.focus()
    current.setSelectionRange(current.value.length, current.value.length)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- Each call is to be heard, whatever it says.
  }, [calls])
  return input
}
