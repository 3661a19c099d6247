/** What the menu, a link or keys ask the window to do. */
import type { WindowCall } from '../../core/common/ipc-contract.ts'
import { assertNever } from '../../core/common/assert-never.ts'
import type { CommandId } from '../../core/common/shortcuts.ts'
import {
  follow,
  leaveRoom,
  openDialog,
  openHostDialog,
  openJoinDialog,
  openRoom,
  togglePeople,
  windowFocusChanged,
} from './actions.ts'
import { listed } from './app-data.ts'
import { useAppStore } from './app-store.ts'
import { openFind } from './find-actions.ts'
import { roomsInOrder } from './known-rooms.ts'
import { togglePresenting } from './quiet-actions.ts'
import { openSearch } from './search-actions.ts'

/** Does what the menu or a link asks for. A dialog that is open keeps what was typed into it. */
export function act(event: WindowCall): void {
  switch (event.type) {
    case 'problem.happened':
      return sayProblem(event.message)
    case 'link.opened':
      return follow({ kind: 'room', address: event.address })
    case 'command.chosen':
      return runCommand(event.command)
    case 'message.wanted':
      return follow({ kind: 'message', roomId: event.roomId, messageId: event.messageId })
    case 'presenting.ended':
      useAppStore.setState({ missed: event.missed })
      if (!useAppStore.getState().dialog) openDialog({ kind: 'catch-up' })
      return
    case 'window.shown':
      useAppStore.setState({ windowShown: event.isShown })
      windowFocusChanged()
      return
    default:
      return assertNever(event)
  }
}

/** Whether a command can be obeyed at this moment. While a dialog is open, only presenting can: it may be urgent. */
export function canRun(id: CommandId): boolean {
  const { dialog, status } = useAppStore.getState()
  return status === 'ready' && (dialog === null || id === 'presenting')
}

/** Does what a command says, if it can be obeyed. */
export function runCommand(id: CommandId): void {
  if (!canRun(id)) return
  const state = useAppStore.getState()
  const active = listed(state, state.activeRoomId)?.room
  switch (id) {
    case 'host':
      return openHostDialog()
    case 'join':
      return openJoinDialog()
    case 'leave':
      if (active) leaveRoom(active)
      return
    case 'find':
      if (active) openFind(active.id)
      return
    case 'search':
      return openSearch(state.activeRoomId)
    case 'settings':
      return openDialog({ kind: 'settings', section: 'you' })
    case 'switcher':
    case 'shortcuts':
    case 'about':
      return openDialog({ kind: id })
    case 'people':
      return togglePeople()
    case 'presenting':
      return togglePresenting()
    case 'next-room':
      return stepRoom(1)
    case 'previous-room':
      return stepRoom(-1)
    default:
      return assertNever(id)
  }
}

/** Goes to a neighbour in the list of rooms; from the last to the first. */
function stepRoom(step: 1 | -1): void {
  const state = useAppStore.getState()
  const { activeRoomId } = state
  const rooms = roomsInOrder(state)
  const index = rooms.findIndex(({ room }) => room.id === activeRoomId)
  const next = rooms.at((index + step) % rooms.length)
  if (next) openRoom(next.room.id)
}

/** Each once, and none in place of another. */
function sayProblem(message: string): void {
  const { problem } = useAppStore.getState()
  if (problem?.includes(message)) return
  useAppStore.setState({ problem: problem === null ? message : `${problem} ${message}` })
}
