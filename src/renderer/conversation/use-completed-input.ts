import { useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react'
import type { RoomState } from '../../core/common/room.ts'
import { textOf, type Composing } from '../store/composing.ts'
import type { CompletionScene } from './composer-completion.ts'
import { speakerIn } from './speaker.ts'
import { useCompletion } from './use-completion.ts'

interface CompletedInput {
  readonly completion: ReturnType<typeof useCompletion>
  /** The person has changed the text, and the caret is there now. */
  readonly change: (text: string, caret: number) => void
  readonly caretMoved: (caret: number) => void
}

interface CompletedInputOptions {
  readonly room: RoomState
  readonly composing: Composing
  readonly input: RefObject<HTMLTextAreaElement | null>
  readonly changed: (text: string) => void
}

/** Completes what is typed at the caret, and leaves the caret behind it. */
export function useCompletedInput({ room, composing, input, changed }: CompletedInputOptions): CompletedInput {
  const [caret, setCaret] = useState(0)
  const caretToSet = useRef<number | null>(null)
  useLayoutEffect(() => {
    // The new text puts the caret to its end.
    if (caretToSet.current === null) return
    input.current?.setSelectionRange(caretToSet.current, caretToSet.current)
    caretToSet.current = null
  })
  const change = (text: string, caret: number): void => {
    setCaret(caret)
    changed(text)
  }
  const completion = useCompletion({
    text: textOf(composing),
    caret,
    scene: useCompletionScene(room, composing.edit !== null),
    taken: (text, caret) => {
      caretToSet.current = caret
      change(text, caret)
    },
  })
  return { completion, change, caretMoved: setCaret }
}

function useCompletionScene(room: RoomState, isEditing: boolean): CompletionScene | null {
  const { people, self, abilities, role } = room
  return useMemo(() => {
    const nicknames = people.filter(({ id }) => id !== self.personId).map(({ nickname }) => nickname)
    return isEditing ? null : { speaker: speakerIn({ role }), abilities, nicknames }
  }, [people, self, abilities, role, isEditing])
}
