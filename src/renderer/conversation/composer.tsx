import { Check, SendHorizontal } from 'lucide-react'
import { useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { RoomState } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { Button } from '../components/button.tsx'
import { textOf } from '../store/composing.ts'
import { AnswerPanel } from './answer-panel.tsx'
import { AwayBar, ComposerBars } from './composer-bars.tsx'
import { composerNote, mutedWords } from './composer-note.ts'
import { CompletionList, optionId } from './completion-list.tsx'
import { messageBytes, sizeAdvice, tidied } from './message-text.ts'
import { isMuted } from './offered-actions.ts'
import { slowUntil } from './slow-mode.ts'
import { speakerIn } from './speaker.ts'
import { useCompletion } from './use-completion.ts'
import { useComposerFocus } from './use-composer-focus.ts'
import { useComposerKeys } from './use-composer-keys.ts'
import { useComposing } from './use-composing.ts'
import { useSecondsUntil } from './use-seconds-until.ts'
import { useSending } from './use-sending.ts'

/** Where messages are written. Enter sends, Shift+Enter breaks the line. */
export function Composer({ room }: { room: RoomState }): React.ReactNode {
  const { id: roomId } = room
  const { composing, type } = useComposing(room)
  const text = textOf(composing)
  const input = useComposerFocus()
  const [noteId, barsId, listId] = [useId(), useId(), useId()]

  const advice = useMemo(() => sizeAdvice(text, messageBytes(room)), [text, room])
  const waitSeconds = useSecondsUntil(useMemo(() => slowUntil(room), [room]))
  const isClosed = room.connection.status === 'closed'
  const muted = isMuted(room)
  const holdsMessages = isClosed || muted || !advice.fits || waitSeconds > 0
  const { send, fault, clearFault, answer, closeAnswer } = useSending({ room, composing, holdsMessages })
  const note = composerNote(room, { fault, advice, waitSeconds, isEmpty: text === '' })

  const [caret, setCaret] = useState(0)
  const caretToSet = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (caretToSet.current === null) return
    input.current?.setSelectionRange(caretToSet.current, caretToSet.current)
    caretToSet.current = null
  })
  const change = (text: string, caret: number): void => {
    clearFault()
    setCaret(caret)
    type(text)
  }
  const completion = useCompletion({
    text,
    caret,
    scene: useCompletionScene(room, composing.edit !== null),
    taken: (text, caret) => {
      caretToSet.current = caret
      change(text, caret)
    },
  })
  const keyDown = useComposerKeys({ room, composing, completion, send, answer, closeAnswer })
  const { offered } = completion

  return (
    <div className="composer-place">
      {offered && <CompletionList id={listId} {...offered} take={completion.take} select={completion.select} />}
      <AnswerPanel answer={answer} onClose={closeAnswer} />
      <AwayBar room={room} />
      <form
        className={composing.to && !composing.edit ? 'composer composer-to-one' : 'composer'}
        onSubmit={(event) => {
          event.preventDefault()
          send()
          input.current?.focus()
        }}
      >
        <ComposerBars id={barsId} roomId={roomId} composing={composing} />
        <textarea
          ref={input}
          rows={1}
          dir="auto"
          aria-label={`Message to ${printable(composing.to?.nickname ?? room.name)}`}
          aria-describedby={`${barsId} ${noteId}`}
          aria-autocomplete="list"
          aria-controls={offered ? listId : undefined}
          aria-activedescendant={offered ? optionId(listId, offered.selected) : undefined}
          placeholder={placeholderIn(room, composing.to?.nickname)}
          readOnly={muted}
          value={text}
          onChange={({ target }) => change(target.value, target.selectionStart)}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
          onKeyDown={keyDown}
        />
        <div className="composer-foot">
          <output id={noteId} className={note.isBad ? 'composer-note composer-note-bad' : 'composer-note'}>
            <bdi>{note.words}</bdi>
          </output>
          <SendButton isEditing={composing.edit !== null} isDisabled={isClosed || muted || tidied(text) === ''} />
        </div>
      </form>
    </div>
  )
}

function SendButton({ isEditing, isDisabled }: { isEditing: boolean; isDisabled: boolean }): React.ReactNode {
  return (
    <Button type="submit" variant="primary" className="composer-send" disabled={isDisabled && !isEditing}>
      {isEditing ? <Check aria-hidden="true" /> : <SendHorizontal aria-hidden="true" />}
      {isEditing ? 'Save' : 'Send'}
    </Button>
  )
}

function placeholderIn(room: RoomState, recipient: string | undefined): string {
  if (room.connection.status === 'closed') return 'The room is closed. What you type is kept.'
  if (isMuted(room)) return mutedWords
  return recipient === undefined ? 'Write a message' : `Write to ${printable(recipient)} only`
}

function useCompletionScene(room: RoomState, isEditing: boolean): Parameters<typeof useCompletion>[0]['scene'] {
  const { people, self, abilities, role } = room
  return useMemo(() => {
    const nicknames = people.filter(({ id }) => id !== self.personId).map(({ nickname }) => nickname)
    return isEditing ? null : { speaker: speakerIn({ role }), abilities, nicknames }
  }, [people, self, abilities, role, isEditing])
}
