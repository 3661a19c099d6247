import { EllipsisVertical, Search, TextSearch } from 'lucide-react'
import type { RoomState } from '../../core/common/room.ts'
import { openFind } from '../store/find-actions.ts'
import { useAppStore } from '../store/app-store.ts'
import { openSearch } from '../store/search-actions.ts'
import { MenuButton, type MenuGroups } from './menu.tsx'
import { exportEntries, leaveEntry, muteEntries, tendingEntries } from './room-entries.ts'
import { useWrittenKeys } from './use-shortcuts.ts'
import { t } from '../language.ts'

/** Everything that can be done with a room as a whole. */
export function RoomMenu({ room }: { room: RoomState }): React.ReactNode {
  // So that its entry says what is true now.
  useAppStore((state) => state.preferences.rooms)
  return (
    <MenuButton
      className="icon-button"
      aria-label={t('room.menu')}
      title={t('room.more')}
      menuLabel={t('room.menu')}
      groups={roomGroups(room, { find: useWrittenKeys('find'), search: useWrittenKeys('search') })}
    >
      <EllipsisVertical aria-hidden="true" />
    </MenuButton>
  )
}

function roomGroups(room: RoomState, keys: Readonly<Record<'find' | 'search', string>>): MenuGroups {
  const groups = [
    [
      { label: t('find.title'), Icon: TextSearch, keys: keys.find, act: () => openFind(room.id) },
      { label: t('room.search'), Icon: Search, keys: keys.search, act: () => openSearch(room.id) },
      ...tendingEntries(room),
    ],
    muteEntries(room),
    exportEntries(room),
    [leaveEntry(room)],
  ]
  return groups.filter((entries) => entries.length > 0)
}
