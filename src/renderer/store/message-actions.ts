/** What a person can do with messages. */
import type { RequestPayload } from '../../core/common/ipc-contract.ts'
import { timeOrderedId } from '../../core/common/time-ordered-id.ts'
import { useAppStore } from './app-store.ts'
import { closeDialog, openDialog } from './actions.ts'
import { ask, request } from './requests.ts'

/** Hands a message over. False if it was not taken: the text must not be lost then. */
export function sendMessage(message: Omit<RequestPayload<'message.send'>, 'messageId'>): Promise<boolean> {
  return ask('message.send', { ...message, messageId: timeOrderedId() })
}

/** Gives an own message another text. False if that was not taken. */
export function saveEdit(roomId: string, messageId: string, text: string): Promise<boolean> {
  return ask('message.edit', { roomId, messageId, text })
}

/** Asks whether an own message should be taken back. */
export function askToDelete(roomId: string, messageId: string): void {
  openDialog({ kind: 'delete-message', roomId, messageId })
}

export function deleteMessage(roomId: string, messageId: string): void {
  closeDialog()
  void ask('message.delete', { roomId, messageId })
}

/** Puts an emoji under a message, or takes it away. */
export function react(roomId: string, messageId: string, emoji: string, on: boolean): void {
  void ask('message.react', { roomId, messageId, emoji, on })
}

export function retryMessage(roomId: string, messageId: string): void {
  void ask('message.retry', { roomId, messageId })
}

export function discardMessage(roomId: string, messageId: string): void {
  void ask('message.discard', { roomId, messageId })
}

/** Asks for what was said before the oldest message that is here; for all of it back to `untilId`, if that is given. */
export function loadHistory(roomId: string, untilId?: string): void {
  void ask('room.load-history', { roomId, ...(untilId !== undefined && { untilId }) })
}

/** Tells the others that one is writing, or has stopped. Not worth a word if it fails. */
export function tellTyping(roomId: string, on: boolean): void {
  void request('room.typing', { roomId, on })
}

/** The wanted message is in sight, or is not to be had: then `problem` says so. */
export function messageShown(problem: string | null = null): void {
  useAppStore.setState((state) => ({ wantedMessage: null, problem: problem ?? state.problem }))
}

/** Shows what was said before the person first came to a room, or folds it. */
export function showBefore(roomId: string, isShown = true): void {
  useAppStore.setState(({ beforeShown }) => {
    const rooms = new Set(beforeShown)
    if (isShown) rooms.add(roomId)
    else rooms.delete(roomId)
    return { beforeShown: rooms }
  })
}

/** Goes to the first message of a day, which may have to be fetched first. */
export function showDay(roomId: string, from: number): void {
  useAppStore.setState({ wantedDay: { roomId, from } })
}

/** The wanted day is in sight; `words` say what is not as it was asked for. */
export function dayShown(words: string | null): void {
  useAppStore.setState((state) => ({ wantedDay: null, confirmation: words ?? state.confirmation }))
}
