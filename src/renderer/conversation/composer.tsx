import { SendHorizontal } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import type { RoomState } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { Button } from '../components/button.tsx'
import { sendMessage, tellTyping } from '../store/actions.ts'
import { draftKey, loadDraft, saveDraft } from '../store/drafts.ts'
import { messageBytes, sizeAdvice, tidied } from './message-text.ts'
import { createTypingSignal, type TypingSignal } from './typing-signal.ts'

/** Where messages are written. Enter sends, Shift+Enter breaks the line. */
export function Composer({ room }: { room: RoomState }): React.ReactNode {
  const { draft, type, send, advice } = useDraft(room)
  const input = useRef<HTMLTextAreaElement>(null)
  const noteId = useId()
  useEffect(() => {
    // A dialog over the window keeps its focus.
    if (!document.querySelector('dialog[open]')) input.current?.focus()
  }, [])

  const isClosed = room.connection.status === 'closed'
  const note = advice.words ?? connectionNote(room)
  const keyDown = (event: React.KeyboardEvent): void => {
    // While a word is being composed, Enter chooses it. Chromium says so by isComposing, or by the key code 229.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229) return
    event.preventDefault()
    if (!isClosed) send()
  }
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
        input.current?.focus()
      }}
    >
      <textarea
        ref={input}
        rows={1}
        dir="auto"
        aria-label={`Message to ${printable(room.name)}`}
        aria-describedby={noteId}
        placeholder={isClosed ? 'The room is closed. What you type is kept.' : 'Write a message'}
        value={draft}
        onChange={(event) => type(event.target.value)}
        onKeyDown={keyDown}
      />
      <div className="composer-foot">
        <output id={noteId} className={advice.fits ? 'composer-note' : 'composer-note composer-note-bad'}>
          {note}
        </output>
        <Button type="submit" variant="primary" className="composer-send" disabled={isClosed || tidied(draft) === ''}>
          <SendHorizontal aria-hidden="true" />
          Send
        </Button>
      </div>
    </form>
  )
}

interface Draft {
  draft: string
  /** The person has changed it into this. */
  type: (text: string) => void
  send: () => void
  advice: ReturnType<typeof sizeAdvice>
}

/** The text being written, kept across rooms and reloads, until the main process has taken it. */
function useDraft(room: RoomState): Draft {
  const key = draftKey(room)
  const [draft, show] = useState(() => loadDraft(localStorage, key))
  const typing = useTypingSignal(room.id)
  const advice = sizeAdvice(draft, messageBytes(room))

  const setDraft = (text: string): void => {
    show(text)
    saveDraft(localStorage, key, text)
  }
  const type = (text: string): void => {
    setDraft(text)
    typing.typed(text)
  }
  const send = (): void => {
    const text = tidied(draft)
    if (text === '' || !advice.fits) return
    type('')
    void sendMessage(room.id, text).then((taken) => {
      if (taken) return
      // Not taken: back it goes, before whatever has been typed meanwhile.
      const typed = loadDraft(localStorage, key)
      setDraft(typed === '' ? text : `${text}\n${typed}`)
    })
  }
  return { draft, type, send, advice }
}

/** Whoever turns to another room has stopped writing in this one. */
function useTypingSignal(roomId: string): TypingSignal {
  const signal = useMemo(() => createTypingSignal((on) => tellTyping(roomId, on)), [roomId])
  useEffect(() => signal.stopped, [signal])
  return signal
}

function connectionNote(room: RoomState): string {
  return room.connection.status === 'reconnecting' ? 'What you send now goes out when the connection is back.' : ''
}
