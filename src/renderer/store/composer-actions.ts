/** Begins and ends what is written in the composer, from wherever in the window. */
import type { MessageEntry, NamedPerson } from '../../core/common/room.ts'
import { listed, showRoom } from './app-data.ts'
import { useAppStore } from './app-store.ts'
import {
  editing,
  nothingComposed,
  replyingTo,
  sent,
  takenBack,
  typed,
  writingTo,
  type Composing,
  type Outgoing,
} from './composing.ts'
import { loadDraft, saveDraft } from './drafts.ts'
import { keyOf } from './known-rooms.ts'
import { sendMessage } from './message-actions.ts'

/** Shows the room, and begins to write to one person alone. */
export function writeTo(roomId: string, person: NamedPerson): void {
  useAppStore.setState((state) => ({ ...showRoom(state, roomId), drawer: null }))
  changeComposing(roomId, (composing) => writingTo(composing, person))
  focusComposer()
}

export function replyTo(roomId: string, message: MessageEntry): void {
  changeComposing(roomId, (composing) => replyingTo(composing, message))
  focusComposer()
}

export function editMessage(roomId: string, message: MessageEntry): void {
  changeComposing(roomId, (composing) => editing(composing, message))
  focusComposer()
}

/** Asks the composer of the room that is shown to take the focus. */
export function focusComposer(): void {
  useAppStore.setState(({ composerCalls }) => ({ composerCalls: composerCalls + 1 }))
}

/** What is being written in a room, as it was left the last time. */
export function composingIn(roomId: string): Composing {
  const state = useAppStore.getState()
  const room = listed(state, roomId)?.room
  return state.composings[roomId] ?? (room ? loadDraft(localStorage, keyOf(room)) : nothingComposed)
}

export function changeComposing(roomId: string, change: (composing: Composing) => Composing): void {
  const before = composingIn(roomId)
  const after = change(before)
  if (after === before) return
  useAppStore.setState(({ composings }) => ({ composings: { ...composings, [roomId]: after } }))
  const room = listed(useAppStore.getState(), roomId)?.room
  if (room) saveDraft(localStorage, keyOf(room), after)
}

export function clearDraft(roomId: string): void {
  changeComposing(roomId, (before) => typed(before, ''))
}

/** Sends what was written, and shows it; back it goes if it is not taken. What a command says answers nothing. */
export function say(roomId: string, outgoing: Outgoing): void {
  const { text, action } = outgoing
  const composing = composingIn(roomId)
  const isCommand = outgoing.to !== undefined || action !== undefined
  const to = outgoing.to ?? composing.to
  const replyTo = isCommand ? null : composing.replyTo
  if (isCommand) clearDraft(roomId)
  else changeComposing(roomId, sent)
  useAppStore.setState(({ timesSaid }) => ({ timesSaid: timesSaid + 1 }))
  void sendMessage({
    roomId,
    text,
    ...(to && { to: to.personId }),
    ...(replyTo && { replyTo: replyTo.id }),
    ...(action && { action }),
  }).then((taken) => {
    if (!taken) changeComposing(roomId, (now) => takenBack(now, composing))
  })
}
