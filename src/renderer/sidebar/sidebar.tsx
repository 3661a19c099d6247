import { House, LogIn, Search } from 'lucide-react'
import { useState } from 'react'
import { printable } from '../../core/common/unsafe-text.ts'
import { openHostDialog, openJoinDialog } from '../store/actions.ts'
import { useAppStore } from '../store/app-store.ts'
import { moveRoom } from '../store/known-room-actions.ts'
import { nameOf, roomLists, waitingIn, type KnownRoom } from '../store/known-rooms.ts'
import { openSearch } from '../store/search-actions.ts'
import { BrandMark } from '../components/brand-mark.tsx'
import { Button, IconButton } from '../components/button.tsx'
import { RoomRow } from './room-row.tsx'
import { SidebarSelf } from './sidebar-self.tsx'
import { useDragOrder, type DragOrder, type SortedList } from './use-drag-order.ts'
import { t } from '../language.ts'

/** How many rooms of before are offered below the others; those in which something waits are offered all. */
const beforeShown = 5

export function Sidebar(): React.ReactNode {
  return (
    <aside className="sidebar" aria-label={t('sidebar.rooms')}>
      <div className="sidebar-head">
        <p className="brand">
          <BrandMark size={22} />
          Snug
        </p>
        <IconButton label={t('sidebar.search')} onClick={() => openSearch(null)}>
          <Search aria-hidden="true" />
        </IconButton>
      </div>
      <div className="sidebar-actions">
        <Button variant="primary" onClick={() => openHostDialog()}>
          <House aria-hidden="true" />
          {t('sidebar.host')}
        </Button>
        <Button onClick={() => openJoinDialog()}>
          <LogIn aria-hidden="true" />
          {t('sidebar.join')}
        </Button>
      </div>
      <RoomLists />
      <SidebarSelf />
    </aside>
  )
}

function RoomLists(): React.ReactNode {
  const rooms = useAppStore((state) => state.rooms)
  const profile = useAppStore((state) => state.profile)
  const preferences = useAppStore((state) => state.preferences)
  /** Said to screen readers, which do not see where a room went. */
  const [moved, setMoved] = useState('')
  const { favourites, open, before } = roomLists({ rooms, profile, preferences })
  const offered = before.filter((known, index) => index < beforeShown || waitingIn(known) > 0)
  const move = (key: string, list: SortedList, place: number): void => {
    const known = [...favourites, ...open].find((one) => one.key === key)
    const keys = moveRoom(key, list, place)
    if (!known) return
    setMoved(t('known.moved', { name: printable(nameOf(known)), place: keys.indexOf(key) + 1, count: keys.length }))
  }
  const keysOf = (list: readonly KnownRoom[]): string[] => list.map(({ key }) => key)
  const drag = useDragOrder({ favourites: keysOf(favourites), order: keysOf(open) }, move)
  return (
    <nav className="sidebar-rooms" aria-label={t('sidebar.rooms')}>
      <SortedRooms title={t('sidebar.favourites')} which="favourites" list={favourites} drag={drag} onMove={move} />
      <SortedRooms title={t('sidebar.rooms')} which="order" list={open} drag={drag} onMove={move} />
      {offered.length > 0 && (
        <>
          <h2>{t('sidebar.recent')}</h2>
          <ul aria-label={t('sidebar.recent')}>
            {offered.map((known) => (
              <RoomRow key={known.key} known={known} moves={{ up: null, down: null }} />
            ))}
          </ul>
        </>
      )}
      <output className="visually-hidden">{moved}</output>
    </nav>
  )
}

interface SortedRoomsProps {
  title: string
  which: SortedList
  list: readonly KnownRoom[]
  drag: DragOrder
  onMove: (key: string, list: SortedList, place: number) => void
}

/** Rooms that the person brings into an order, with the mouse or by keys. */
function SortedRooms({ title, which, list, drag, onMove }: SortedRoomsProps): React.ReactNode {
  const empty = drag.empty(which)
  if (list.length === 0 && empty === null) return null
  const moving = (key: string, place: number): (() => void) | null =>
    place < 0 || place >= list.length ? null : () => onMove(key, which, place)
  return (
    <>
      <h2>{title}</h2>
      {empty ? (
        <p className="room-drop" {...empty}>
          {t('known.dropHere')}
        </p>
      ) : (
        <ul aria-label={title}>
          {list.map((known, place) => (
            <RoomRow
              key={known.key}
              known={known}
              moves={{ up: moving(known.key, place - 1), down: moving(known.key, place + 1) }}
              drag={drag.item(which, known.key)}
            />
          ))}
        </ul>
      )}
    </>
  )
}
