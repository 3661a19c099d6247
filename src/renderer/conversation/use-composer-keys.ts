import type { RoomState } from '../../core/common/room.ts'
import { markRead } from '../store/actions.ts'
import { changeComposing, editMessage } from '../store/composer-actions.ts'
import { stepBack, textOf, type Composing } from '../store/composing.ts'
import type { Answer } from './answers.ts'
import { lastEditable } from './offered-actions.ts'
import type { useCompletion } from './use-completion.ts'

interface ComposerKeysOptions {
  readonly room: RoomState
  readonly composing: Composing
  readonly completion: ReturnType<typeof useCompletion>
  readonly send: () => void
  readonly answer: Answer | null
  readonly closeAnswer: () => void
}

/** What the keys do in the input. */
export function useComposerKeys(options: ComposerKeysOptions): (event: React.KeyboardEvent) => void {
  const { room, composing, completion, send, answer, closeAnswer } = options

  const escape = (): void => {
    if (answer) closeAnswer()
    else if (stepBack(composing) === composing) markRead(room.id)
    else changeComposing(room.id, stepBack)
  }
  return (event) => {
    // While a word is being composed, the keys choose it. Chromium says so by isComposing, or by the key code 229.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (completion.keyDown(event)) {
      event.preventDefault()
      return
    }
    if (event.key === 'Escape') {
      event.preventDefault()
      escape()
    } else if (event.key === 'ArrowUp' && !hasModifier(event) && textOf(composing) === '' && !composing.edit) {
      const message = lastEditable(room)
      if (!message) return
      event.preventDefault()
      editMessage(room.id, message)
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      send()
    }
  }
}

function hasModifier({ shiftKey, ctrlKey, altKey, metaKey }: React.KeyboardEvent): boolean {
  return shiftKey || ctrlKey || altKey || metaKey
}
