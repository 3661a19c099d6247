/** The menu of a room in the sidebar: the words, icons and deeds. */
import { ArrowDown, ArrowUp, CheckCheck, Copy, DoorOpen, House, Link, LogIn, Star, StarOff, X } from 'lucide-react'
import { writtenKeys } from '../../core/common/shortcuts.ts'
import { isMac } from '../components/use-shortcuts.ts'
import { markRead, openDialog } from '../store/actions.ts'
import { useAppStore } from '../store/app-store.ts'
import { addressOf, copyAddress, copyInvitation, favour, goToRoom } from '../store/known-room-actions.ts'
import { nameOf, type KnownRoom } from '../store/known-rooms.ts'
import type { MenuEntry, MenuGroups } from '../components/menu.tsx'
import { leaveEntry, muteEntries } from '../components/room-entries.ts'
import { t } from '../language.ts'

/** Moves the room in its list; absent where it can go no further. */
export interface RoomMoves {
  readonly up: (() => void) | null
  readonly down: (() => void) | null
}

export function knownRoomGroups(known: KnownRoom, { up, down }: RoomMoves): MenuGroups {
  const move: MenuEntry[] = [
    ...(up ? [{ label: t('known.moveUp'), Icon: ArrowUp, act: up, keys: writtenKeys('Alt+Shift+Up', isMac) }] : []),
    ...(down
      ? [{ label: t('known.moveDown'), Icon: ArrowDown, act: down, keys: writtenKeys('Alt+Shift+Down', isMac) }]
      : []),
  ]
  const groups = [
    [openEntry(known), ...readEntry(known)],
    [favouriteEntry(known.key), ...(known.kind === 'open' ? muteEntries(known.room) : []), ...move],
    copyEntries(known),
    [lastEntry(known)],
  ]
  return groups.filter((entries) => entries.length > 0)
}

const openWords = {
  open: { words: 'known.open', Icon: DoorOpen },
  joined: { words: 'known.join', Icon: LogIn },
  hosted: { words: 'connection.hostAgain', Icon: House },
} as const

function openEntry(known: KnownRoom): MenuEntry {
  const { words, Icon } = openWords[known.kind]
  return { label: t(words), Icon, act: () => goToRoom(known) }
}

function readEntry(known: KnownRoom): MenuEntry[] {
  if (known.kind !== 'open' || known.reading.unread === 0) return []
  return [{ label: t('conversation.markRead'), Icon: CheckCheck, act: () => markRead(known.room.id) }]
}

function favouriteEntry(key: string): MenuEntry {
  const isFavourite = useAppStore.getState().preferences.rooms.favourites.includes(key)
  return {
    label: t(isFavourite ? 'known.unfavour' : 'known.favour'),
    Icon: isFavourite ? StarOff : Star,
    act: () => favour(key, !isFavourite),
  }
}

function copyEntries(known: KnownRoom): MenuEntry[] {
  const address = addressOf(known)
  if (address === undefined) return []
  return [
    { label: t('known.copyAddress'), Icon: Copy, act: () => void copyAddress(address) },
    { label: t('known.copyLink'), Icon: Link, act: () => void copyInvitation(address, nameOf(known)) },
  ]
}

function lastEntry(known: KnownRoom): MenuEntry {
  if (known.kind !== 'open') {
    return { label: t('known.forget'), Icon: X, isGrave: true, act: () => openDialog({ kind: 'forget-room', known }) }
  }
  return leaveEntry(known.room)
}
