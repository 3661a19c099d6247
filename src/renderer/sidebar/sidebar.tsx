import { House, LogIn, Search } from 'lucide-react'
import { useState } from 'react'
import { printable } from '../../core/common/unsafe-text.ts'
import { openHostDialog, openJoinDialog } from '../store/actions.ts'
import { useAppStore } from '../store/app-store.ts'
import { arrange } from '../store/known-room-actions.ts'
import { nameOf, roomLists, waitingIn, type KnownRoom } from '../store/known-rooms.ts'
import { openSearch } from '../store/search-actions.ts'
import { BrandMark } from '../components/brand-mark.tsx'
import { Button, IconButton } from '../components/button.tsx'
import { RoomRow } from './room-row.tsx'
import { movedTo } from '../store/room-order.ts'
import { SidebarSelf } from './sidebar-self.tsx'
import { useDragOrder } from './use-drag-order.ts'
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
  const sorts = (which: 'favourites' | 'order', list: readonly KnownRoom[]) => {
    return (keys: readonly string[], key: string): void => {
      arrange(which, keys)
      const known = list.find((one) => one.key === key)
      const place = keys.indexOf(key) + 1
      if (known) setMoved(t('known.moved', { name: printable(nameOf(known)), place, count: keys.length }))
    }
  }
  return (
    <nav className="sidebar-rooms" aria-label={t('sidebar.rooms')}>
      <SortedList title={t('sidebar.favourites')} list={favourites} onOrder={sorts('favourites', favourites)} />
      <SortedList title={t('sidebar.rooms')} list={open} onOrder={sorts('order', open)} />
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

interface SortedListProps {
  title: string
  list: readonly KnownRoom[]
  /** Hears the keys in another order, and which of them was moved. */
  onOrder: (keys: readonly string[], moved: string) => void
}

/** Rooms that the person brings into an order, with the mouse or by keys. */
function SortedList({ title, list, onOrder }: SortedListProps): React.ReactNode {
  const keys = list.map(({ key }) => key)
  const drag = useDragOrder(keys, onOrder)
  if (list.length === 0) return null
  const moving = (key: string, place: number): (() => void) | null =>
    place < 0 || place >= keys.length ? null : () => onOrder(movedTo(keys, key, place), key)
  return (
    <>
      <h2>{title}</h2>
      <ul aria-label={title}>
        {list.map((known, place) => (
          <RoomRow
            key={known.key}
            known={known}
            moves={{ up: moving(known.key, place - 1), down: moving(known.key, place + 1) }}
            {...(keys.length > 1 && { drag: drag(known.key) })}
          />
        ))}
      </ul>
    </>
  )
}
