import { useEffect, useMemo, useState } from 'react'
import type { RoomState } from '../../core/common/room.ts'
import { useAppStore } from '../store/app-store.ts'
import { changeComposing, composingIn } from '../store/composer-actions.ts'
import { typed, type Composing } from '../store/composing.ts'
import { tellTyping } from '../store/message-actions.ts'
import { createTypingSignal, type TypingSignal } from './typing-signal.ts'

interface WhatIsComposed {
  readonly composing: Composing
  /** The person has changed the text into this. */
  readonly type: (text: string) => void
}

/** What is being written in a room. The others hear that somebody writes, if it is for all of them. */
export function useComposing({ id: roomId }: RoomState): WhatIsComposed {
  const [loaded] = useState(() => composingIn(roomId))
  const composing = useAppStore((state) => state.composings[roomId]) ?? loaded
  const typing = useTypingSignal(roomId)
  const isForAll = composing.to === null && composing.edit === null
  useEffect(() => {
    if (composing.draft === '') typing.stopped()
  }, [composing.draft, typing])

  const type = (text: string): void => {
    changeComposing(roomId, (before) => typed(before, text))
    if (isForAll) typing.typed(text.startsWith('/') ? '' : text)
  }
  return { composing, type }
}

/** Whoever turns to another room has stopped writing in this one. */
function useTypingSignal(roomId: string): TypingSignal {
  const signal = useMemo(() => createTypingSignal((on) => tellTyping(roomId, on)), [roomId])
  useEffect(() => signal.stopped, [signal])
  return signal
}
