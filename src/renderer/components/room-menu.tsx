import {
  Bell,
  BellOff,
  DoorOpen,
  EllipsisVertical,
  FileBraces,
  FileText,
  LogOut,
  PencilLine,
  Power,
  Search,
  Settings2,
  TextSearch,
} from 'lucide-react'
import type { RoomState } from '../../core/common/room.ts'
import { leaveRoom, openDialog } from '../store/actions.ts'
import { openFind } from '../store/find-actions.ts'
import { exportRoom } from '../store/room-actions.ts'
import { muteRoom } from '../store/quiet-actions.ts'
import { useAppStore } from '../store/app-store.ts'
import { openSearch } from '../store/search-actions.ts'
import { MenuButton, type MenuEntry, type MenuGroups } from './menu.tsx'
import { canSetTopic } from './room-topic.tsx'
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

/** Nobody is told of a muted room by a notification; what is unread in it is counted all the same. */
function muteEntry(key: string): MenuEntry {
  const isMuted = useAppStore.getState().preferences.rooms.muted.includes(key)
  return {
    label: t(isMuted ? 'quiet.unmuteRoom' : 'quiet.muteRoom'),
    Icon: isMuted ? Bell : BellOff,
    act: () => muteRoom(key, !isMuted),
  }
}

function roomGroups(room: RoomState, keys: Readonly<Record<'find' | 'search', string>>): MenuGroups {
  const { id: roomId } = room
  const isHost = room.role.kind === 'host'
  const topic = {
    label: room.topic === '' ? t('room.setTopic') : t('room.changeTopic'),
    Icon: PencilLine,
    act: () => openDialog({ kind: 'topic', roomId }),
  }
  const settings = {
    label: t('room.settings'),
    Icon: Settings2,
    act: () => openDialog({ kind: 'room-settings', roomId }),
  }
  const arrivals = {
    label: t('arrivals.menu'),
    Icon: DoorOpen,
    act: () => openDialog({ kind: 'arrivals', roomId }),
  }
  return [
    [
      { label: t('find.title'), Icon: TextSearch, keys: keys.find, act: () => openFind(roomId) },
      { label: t('room.search'), Icon: Search, keys: keys.search, act: () => openSearch(roomId) },
      ...(canSetTopic(room) ? [topic] : []),
      ...(isHost && room.connection.status === 'open' ? [settings, arrivals] : []),
    ],
    ...(room.key === undefined ? [] : [[muteEntry(room.key)]]),
    [
      { label: t('room.exportMarkdown'), Icon: FileText, act: () => void exportRoom(roomId, 'markdown') },
      { label: t('room.exportJson'), Icon: FileBraces, act: () => void exportRoom(roomId, 'json') },
    ],
    [
      {
        label: isHost ? t('room.close') : t('room.leave'),
        Icon: isHost ? Power : LogOut,
        isGrave: true,
        act: () => leaveRoom(room),
      },
    ],
  ]
}
