import { Check, SendHorizontal } from 'lucide-react'
import { useId, useMemo } from 'react'
import type { RoomState } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { Button } from '../components/button.tsx'
import { EmojiButton } from '../emoji/emoji-button.tsx'
import { textOf } from '../store/composing.ts'
import { AnswerPanel } from './answer-panel.tsx'
import { ClassicLens } from './classic-lens.tsx'
import { AwayBar, ComposerBars } from './composer-bars.tsx'
import { composerNote, type ComposerNote } from './composer-note.ts'
import { CompletionList, optionId } from './completion-list.tsx'
import { messageBytes, sizeAdvice, tidied, type SizeAdvice } from './message-text.ts'
import { isMuted } from './offered-actions.ts'
import { slowUntil } from './slow-mode.ts'
import { useCompletedInput } from './use-completed-input.ts'
import { useComposerFocus } from './use-composer-focus.ts'
import { useComposerKeys } from './use-composer-keys.ts'
import { useComposing } from './use-composing.ts'
import { useRefusedFiles } from './use-refused-files.ts'
import { useSecondsUntil } from './use-seconds-until.ts'
import { useSending } from './use-sending.ts'
import { t } from '../language.ts'
import { said } from '../view/said.ts'

/** Where messages are written. Enter sends, Shift+Enter breaks the line. */
export function Composer({ room }: { room: RoomState }): React.ReactNode {
  const { composing, type } = useComposing(room)
  const text = textOf(composing)
  const input = useComposerFocus()
  const [noteId, barsId, listId] = [useId(), useId(), useId()]
  const { advice, waitSeconds, holdsMessages } = useHolding(room, text)
  const { send, fault, clearFault, refuse, answer, closeAnswer } = useSending({ room, composing, holdsMessages })
  useRefusedFiles(refuse)
  const changed = (text: string): void => {
    clearFault()
    type(text)
  }
  const { completion, change, caretMoved, insert } = useCompletedInput({ room, composing, input, changed })
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
        <ComposerBars id={barsId} roomId={room.id} composing={composing} />
        <textarea
          ref={input}
          rows={1}
          dir="auto"
          aria-label={t('composer.label', { name: printable(composing.to?.nickname ?? room.name) })}
          aria-describedby={`${barsId} ${noteId}`}
          aria-autocomplete="list"
          aria-controls={offered ? listId : undefined}
          aria-activedescendant={offered ? optionId(listId, offered.selected) : undefined}
          placeholder={placeholderIn(room, composing.to?.nickname)}
          readOnly={isMuted(room)}
          data-home
          value={text}
          onChange={change}
          onSelect={({ currentTarget }) => caretMoved(currentTarget.selectionStart)}
          onKeyDown={keyDown}
        />
        <ClassicLens room={room} composing={composing} />
        <ComposerFoot
          noteId={noteId}
          note={composerNote(room, { fault, advice, waitSeconds, isEmpty: text === '' })}
          isEditing={composing.edit !== null}
          insert={insert}
          isReadOnly={isMuted(room)}
          canSend={!isMuted(room) && tidied(text) !== ''}
        />
      </form>
    </div>
  )
}

interface ComposerFootProps {
  noteId: string
  note: ComposerNote
  isEditing: boolean
  canSend: boolean
  isReadOnly: boolean
  /** Puts something in at the caret. */
  insert: (piece: string) => void
}

function ComposerFoot(props: ComposerFootProps): React.ReactNode {
  const { noteId, note, isEditing, canSend, isReadOnly, insert } = props
  return (
    <div className="composer-foot">
      <output id={noteId} className={note.isBad ? 'composer-note composer-note-bad' : 'composer-note'}>
        <bdi>{said(note.words)}</bdi>
      </output>
      <EmojiButton disabled={isReadOnly} onChoose={insert} />
      <Button type="submit" variant="primary" className="composer-send" disabled={!canSend && !isEditing}>
        {isEditing ? <Check aria-hidden="true" /> : <SendHorizontal aria-hidden="true" />}
        {isEditing ? t('common.save') : t('composer.send')}
      </Button>
    </div>
  )
}

interface Holding {
  readonly advice: SizeAdvice
  /** Seconds until the next message may be written. */
  readonly waitSeconds: number
  /** Messages have to wait; commands need not. */
  readonly holdsMessages: boolean
}

/** What keeps a message from going out at this moment. */
function useHolding(room: RoomState, text: string): Holding {
  const advice = useMemo(() => sizeAdvice(text, messageBytes(room)), [text, room])
  const waitSeconds = useSecondsUntil(useMemo(() => slowUntil(room), [room]))
  return { advice, waitSeconds, holdsMessages: isMuted(room) || !advice.fits || waitSeconds > 0 }
}

function placeholderIn(room: RoomState, recipient: string | undefined): string {
  if (isMuted(room)) return t('composer.muted')
  return recipient === undefined ? t('composer.write') : t('message.writeTo', { name: printable(recipient) })
}
