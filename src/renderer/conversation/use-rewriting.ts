import { useRef, type RefObject } from 'react'
import { replacementBetween } from './replacement.ts'

interface Rewriting {
  /** Gives the input the focus, this text and this caret, in one step that can be undone, and tells of it as of what is typed. */
  readonly rewrite: (text: string, caret: number) => void
  /** Whether undoing has brought back this text, which had been rewritten. What was selected in it is so again. */
  readonly isBack: (text: string) => boolean
}

interface Selection {
  readonly start: number
  readonly end: number
}

/** Changes the input as somebody does who types, so that it can be undone. */
export function useRewriting(input: RefObject<HTMLTextAreaElement | null>): Rewriting {
  /** What was selected in each text that was rewritten: the browser would select what was replaced. */
  const rewritten = useRef(new Map<string, Selection>())
  const rewrite = (text: string, caret: number): void => {
    if (!input.current) return
    const { value, selectionStart, selectionEnd } = input.current
    const { start, end, piece } = replacementBetween(value, text)
    input.current.focus()
    input.current.setSelectionRange(start, end)
    // Deprecated, and still the only way to change an input that undo knows of.
    document.execCommand('insertText', false, piece)
    // Whatever is typed from here on is another step.
    input.current.setSelectionRange(caret, caret)
    rewritten.current.set(value, { start: selectionStart, end: selectionEnd })
  }
  const isBack = (text: string): boolean => {
    const selection = rewritten.current.get(text)
    if (selection) input.current?.setSelectionRange(selection.start, selection.end)
    return selection !== undefined
  }
  return { rewrite, isBack }
}
