import { EllipsisVertical, FileBraces, FileText, LogOut, PencilLine, Power, Search, Settings2 } from 'lucide-react'
import type { RoomState } from '../../core/common/room.ts'
import { leaveRoom, openDialog } from '../store/actions.ts'
import { exportRoom } from '../store/room-actions.ts'
import { openSearch } from '../store/search-actions.ts'
import { MenuButton, type MenuGroups } from './menu.tsx'
import { canSetTopic } from './room-topic.tsx'
import { searchKeys } from './search-keys.ts'
import { t } from '../language.ts'

/** Everything that can be done with a room as a whole. */
export function RoomMenu({ room }: { room: RoomState }): React.ReactNode {
  return (
    <MenuButton
      className="icon-button"
      aria-label={t('room.menu')}
      title={t('room.more')}
      menuLabel={t('room.menu')}
      groups={roomGroups(room)}
    >
      <EllipsisVertical aria-hidden="true" />
    </MenuButton>
  )
}

function roomGroups(room: RoomState): MenuGroups {
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
  return [
    [
      { label: t('room.search'), Icon: Search, keys: searchKeys, act: () => openSearch(roomId) },
      ...(canSetTopic(room) ? [topic] : []),
      ...(isHost && room.connection.status === 'open' ? [settings] : []),
    ],
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
