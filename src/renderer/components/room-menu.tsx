import { EllipsisVertical, FileBraces, FileText, LogOut, PencilLine, Power, Search, Settings2 } from 'lucide-react'
import type { RoomState } from '../../core/common/room.ts'
import { leaveRoom, openDialog } from '../store/actions.ts'
import { exportRoom } from '../store/room-actions.ts'
import { openSearch } from '../store/search-actions.ts'
import { MenuButton, type MenuGroups } from './menu.tsx'
import { canSetTopic } from './room-topic.tsx'
import { useWrittenKeys } from './use-shortcuts.ts'

/** Everything that can be done with a room as a whole. */
export function RoomMenu({ room }: { room: RoomState }): React.ReactNode {
  return (
    <MenuButton
      className="icon-button"
      aria-label="Room menu"
      title="More"
      menuLabel="Room menu"
      groups={roomGroups(room, useWrittenKeys('search'))}
    >
      <EllipsisVertical aria-hidden="true" />
    </MenuButton>
  )
}

function roomGroups(room: RoomState, searchKeys: string): MenuGroups {
  const { id: roomId } = room
  const isHost = room.role.kind === 'host'
  const topic = {
    label: room.topic === '' ? 'Set a topic…' : 'Change the topic…',
    Icon: PencilLine,
    act: () => openDialog({ kind: 'topic', roomId }),
  }
  const settings = {
    label: 'Room settings…',
    Icon: Settings2,
    act: () => openDialog({ kind: 'room-settings', roomId }),
  }
  return [
    [
      { label: 'Search in this room', Icon: Search, keys: searchKeys, act: () => openSearch(roomId) },
      ...(canSetTopic(room) ? [topic] : []),
      ...(isHost && room.connection.status === 'open' ? [settings] : []),
    ],
    [
      { label: 'Export as Markdown…', Icon: FileText, act: () => void exportRoom(roomId, 'markdown') },
      { label: 'Export as JSON…', Icon: FileBraces, act: () => void exportRoom(roomId, 'json') },
    ],
    [
      {
        label: isHost ? 'Close the room' : 'Leave the room',
        Icon: isHost ? Power : LogOut,
        isGrave: true,
        act: () => leaveRoom(room),
      },
    ],
  ]
}
