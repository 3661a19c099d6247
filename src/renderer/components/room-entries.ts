/** What can be done with a room as a whole, now: in its menu, and from the switcher. */
import {
  Bell,
  BellOff,
  DoorOpen,
  FileBraces,
  FileText,
  LogOut,
  Network,
  PencilLine,
  Power,
  Settings2,
  X,
} from 'lucide-react'
import type { RoomState } from '../../core/common/room.ts'
import { t } from '../language.ts'
import { leaveRoom, openDialog, openExposure } from '../store/actions.ts'
import { useAppStore } from '../store/app-store.ts'
import { muteRoom } from '../store/quiet-actions.ts'
import { exportRoom } from '../store/room-actions.ts'
import type { MenuEntry } from './menu.tsx'
import { canSetTopic } from './room-topic.tsx'

/** What it is about, how it goes on there, and who came. */
export function tendingEntries(room: RoomState): readonly MenuEntry[] {
  const { id: roomId } = room
  const topic = {
    label: room.topic === '' ? t('room.setTopic') : t('room.changeTopic'),
    Icon: PencilLine,
    act: () => openDialog({ kind: 'topic', roomId }),
  }
  const settings = {
    label: t('room.settings'),
    Icon: Settings2,
    also: t('switcher.also.roomSettings'),
    act: () => openDialog({ kind: 'room-settings', roomId }),
  }
  const exposure = {
    label: t('exposure.change'),
    Icon: Network,
    act: () => openExposure(roomId),
  }
  const arrivals = {
    label: t('arrivals.menu'),
    Icon: DoorOpen,
    also: t('switcher.also.arrivals'),
    act: () => openDialog({ kind: 'arrivals', roomId }),
  }
  const isHosted = room.role.kind === 'host' && room.connection.status === 'open'
  return [...(canSetTopic(room) ? [topic] : []), ...(isHosted ? [settings, exposure, arrivals] : [])]
}

/** Nobody is told of a muted room by a notification; what is unread in it is counted all the same. */
export function muteEntries({ key }: RoomState): readonly MenuEntry[] {
  if (key === undefined) return []
  const isMuted = useAppStore.getState().preferences.rooms.muted.includes(key)
  return [
    {
      label: t(isMuted ? 'quiet.unmuteRoom' : 'quiet.muteRoom'),
      Icon: isMuted ? Bell : BellOff,
      also: t('switcher.also.quiet'),
      act: () => muteRoom(key, !isMuted),
    },
  ]
}

export function exportEntries({ id }: RoomState): readonly MenuEntry[] {
  return [
    { label: t('room.exportMarkdown'), Icon: FileText, act: () => void exportRoom(id, 'markdown') },
    { label: t('room.exportJson'), Icon: FileBraces, act: () => void exportRoom(id, 'json') },
  ]
}

/** Out of it; one that is over only leaves the list. */
export function leaveEntry(room: RoomState): Required<Pick<MenuEntry, 'label' | 'Icon' | 'isGrave' | 'act'>> {
  const words = room.role.kind === 'host' ? 'room.close' : 'room.leave'
  const isOver = room.connection.status === 'closed'
  return {
    label: t(isOver ? 'connection.remove' : words),
    Icon: isOver ? X : room.role.kind === 'host' ? Power : LogOut,
    isGrave: !isOver,
    act: () => leaveRoom(room),
  }
}
