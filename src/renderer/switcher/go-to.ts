/** Goes where an entry of the switcher leads, and lists what leads anywhere. */
import type { RoomState } from '../../core/common/room.ts'
import { commandIds, keysFor, writtenKeys, type CommandId } from '../../core/common/shortcuts.ts'
import type { MenuEntry } from '../components/menu.tsx'
import { ownGroups } from '../components/person-groups.ts'
import { quietEntries } from '../components/quiet-entries.ts'
import { exportEntries, muteEntries, tendingEntries } from '../components/room-entries.ts'
import { isMac } from '../components/use-shortcuts.ts'
import { t } from '../language.ts'
import { settingPlaces } from '../settings/setting-places.ts'
import { closeDialog, openDialog, openRoom, showPerson } from '../store/actions.ts'
import { listed } from '../store/app-data.ts'
import type { AppStore } from '../store/app-store.ts'
import { runCommand } from '../store/commands.ts'
import { focusComposer, writeTo } from '../store/composer-actions.ts'
import { goToRoom } from '../store/known-room-actions.ts'
import { roomLists } from '../store/known-rooms.ts'
import { entriesOf, type SwitcherCommand, type SwitcherEntry } from './switcher-entries.ts'

/** Everything that there is to go to now. */
export function destinations(state: AppStore): readonly SwitcherEntry[] {
  const { favourites, before } = roomLists(state)
  const active = listed(state, state.activeRoomId)?.room ?? null
  return entriesOf({
    rooms: state.rooms.map(({ room }) => room),
    active,
    before: [...favourites.filter((known) => known.kind !== 'open'), ...before],
    commands: [...usualCommands(state, active), ...otherCommands(state, active)],
    settings: settingPlaces(state),
  })
}

/** Closes the switcher, and does what was chosen. */
export function goTo(entry: SwitcherEntry): void {
  closeDialog()
  switch (entry.kind) {
    case 'room':
      openRoom(entry.roomId)
      return focusComposer()
    case 'person': {
      const { id, nickname } = entry.person
      if (entry.isDirect) return writeTo(entry.roomId, { personId: id, nickname })
      return showPerson(entry.roomId, id)
    }
    case 'recent':
      return goToRoom(entry.known)
    case 'command':
      return entry.act()
    case 'setting': {
      const { section, field } = entry.place
      return openDialog({ kind: 'settings', section, ...(field !== undefined && { field }) })
    }
  }
}

const needRoom: ReadonlySet<CommandId> = new Set(['find', 'leave', 'people', 'next-room', 'previous-room'])

/** Those that have keys, or may have some. */
function usualCommands(state: AppStore, room: RoomState | null): readonly SwitcherCommand[] {
  return commandIds
    .filter((id) => id !== 'switcher')
    .filter((id) => room !== null || !needRoom.has(id))
    .map((id) => ({
      id,
      words: t(`shortcuts.commands.${id}`),
      detail: writtenKeys(keysFor(id, state.preferences.shortcuts), isMac),
      also: '',
      act: () => runCommand(id),
    }))
}

/** Those of the menus: of the bell, of the room that is shown, and of the person at this window. */
function otherCommands(state: AppStore, room: RoomState | null): readonly SwitcherCommand[] {
  const self = room?.people.find(({ id }) => id === room.self.personId)
  const ofRoom = room ? [...tendingEntries(room), ...muteEntries(room), ...exportEntries(room)] : []
  const ofSelf = room && self ? ownGroups(room, self).flat() : []
  return [
    ...quietEntries(state.preferences.notifications.quietUntil !== null).map((entry) => commandOf(entry)),
    ...ofRoom.map((entry) => commandOf(entry, room?.name)),
    ...ofSelf.map((entry) => commandOf(entry)),
  ]
}

function commandOf({ label, also = '', act }: MenuEntry, about = ''): SwitcherCommand {
  return { id: label, words: label, detail: about, also, act }
}
