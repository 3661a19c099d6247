import { useState } from 'react'
import {
  complete,
  findCompletion,
  isComplete,
  type Completion,
  type CompletionOption,
  type CompletionScene,
} from './composer-completion.ts'

interface Completing {
  readonly completion: Completion
  readonly selected: number
}

interface CompletionControl {
  /** What is offered at this moment; null if nothing is. */
  readonly offered: Completing | null
  /** Something could be, and the person does not want it. */
  readonly isRefused: boolean
  /** The person does not want what could be completed in this text. */
  readonly refuse: (text: string, caret: number) => void
  /** True if the key was meant for the list. */
  readonly keyDown: (event: React.KeyboardEvent) => boolean
  readonly take: (option: CompletionOption) => void
  readonly select: (index: number) => void
}

interface CompletionOptions {
  readonly text: string
  readonly caret: number
  /** Null where nothing is to be completed. */
  readonly scene: CompletionScene | null
  /** An option has been taken: this is the text now. */
  readonly taken: (text: string, caret: number) => void
}

/** Offers commands and names while they are typed: arrows choose, Tab and Enter take, Escape closes. */
export function useCompletion({ text, caret, scene, taken }: CompletionOptions): CompletionControl {
  const completion = scene && findCompletion(text, caret, scene)
  const key = keyOf(completion)
  const options = completion?.options.map(({ text }) => text).join('\n') ?? ''
  const [choice, setChoice] = useState({ options: '', selected: 0 })
  const [closed, setClosed] = useState<string | null>(null)
  // What was closed stays closed for as long as the same word is typed.
  if (closed !== null && closed !== key) setClosed(null)
  const selected = choice.options === options ? choice.selected : 0
  const offered = completion && closed !== key ? { completion, selected } : null

  const take = (option: CompletionOption): void => {
    if (!completion) return
    const next = complete(text, completion, option)
    taken(next.text, next.caret)
  }
  const select = (index: number): void => setChoice({ options, selected: index })
  const refuse = (text: string, caret: number): void => setClosed(scene && keyOf(findCompletion(text, caret, scene)))

  const keyDown = ({ key: pressed, shiftKey, ctrlKey, altKey, metaKey }: React.KeyboardEvent): boolean => {
    if (!offered || !scene || shiftKey || ctrlKey || altKey || metaKey) return false
    const { length } = offered.completion.options
    const option = offered.completion.options[selected]
    switch (pressed) {
      case 'ArrowDown':
        select((selected + 1) % length)
        return true
      case 'ArrowUp':
        select((selected + length - 1) % length)
        return true
      case 'Escape':
        setClosed(key)
        return true
      case 'Enter':
        if (isComplete(text, offered.completion, scene)) return false
        if (option) take(option)
        return true
      case 'Tab':
        if (option) take(option)
        return true
      default:
        return false
    }
  }
  return { offered, isRefused: completion !== null && offered === null, refuse, keyDown, take, select }
}

/** The word that is completed. */
function keyOf(completion: Completion | null): string | null {
  return completion && `${completion.kind} ${completion.start}`
}
