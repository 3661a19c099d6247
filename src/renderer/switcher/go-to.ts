/** Goes where an entry of the switcher leads, and lists what leads anywhere. */
import { commandIds, keysFor, writtenKeys } from '../../core/common/shortcuts.ts'
import { ownCommands } from '../components/person-menu.ts'
import { isMac } from '../components/use-shortcuts.ts'
import { t } from '../language.ts'
import { closeDialog, openDialog, openRoom } from '../store/actions.ts'
import { listed } from '../store/app-data.ts'
import type { AppStore } from '../store/app-store.ts'
import { runCommand } from '../store/commands.ts'
import { focusComposer, writeTo } from '../store/composer-actions.ts'
import { goToRoom } from '../store/known-room-actions.ts'
import { roomLists } from '../store/known-rooms.ts'
import { comeBack } from '../store/room-actions.ts'
import { entriesOf, type SwitcherCommand, type SwitcherEntry } from './switcher-entries.ts'

/** Everything that there is to go to now. */
export function destinations(state: AppStore): readonly SwitcherEntry[] {
  const { favourites, before } = roomLists(state)
  return entriesOf({
    rooms: state.rooms.map(({ room }) => room),
    active: listed(state, state.activeRoomId)?.room ?? null,
    before: [...favourites.filter((known) => known.kind !== 'open'), ...before],
    commands: commandsNow(state),
  })
}

/** Closes the switcher, and does what was chosen. */
export function goTo(entry: SwitcherEntry): void {
  closeDialog()
  switch (entry.kind) {
    case 'room':
      openRoom(entry.roomId)
      return focusComposer()
    case 'person':
      return writeTo(entry.roomId, { personId: entry.person.id, nickname: entry.person.nickname })
    case 'recent':
      return goToRoom(entry.known)
    case 'command':
      if (entry.command === 'away') openDialog({ kind: 'away' })
      else if (entry.command === 'back') void comeBack()
      else runCommand(entry.command)
  }
}

const needRoom: ReadonlySet<SwitcherCommand> = new Set(['leave', 'people', 'next-room', 'previous-room'])

function commandsNow(
  state: AppStore,
): { readonly command: SwitcherCommand; readonly words: string; readonly keys: string }[] {
  const room = listed(state, state.activeRoomId)?.room
  const self = room?.people.find(({ id }) => id === room.self.personId)
  const own = room && self ? ownCommands(room, self) : []
  const usual = commandIds
    .filter((id) => id !== 'switcher')
    .filter((id) => room !== undefined || !needRoom.has(id))
    .map((command) => ({
      command,
      words: t(`shortcuts.commands.${command}`),
      keys: writtenKeys(keysFor(command, state.preferences.shortcuts), isMac),
    }))
  const quiet = own
    .filter((command) => command === 'away' || command === 'back')
    .map((command) => ({ command, words: t(command === 'away' ? 'people.setAway' : 'people.back'), keys: '' }))
  return [...usual, ...quiet]
}
