import { AtSign, BellOff, House, LogIn, Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { openHostDialog, openJoinDialog, openRoom } from '../store/actions.ts'
import type { ListedRoom } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { openSearch } from '../store/search-actions.ts'
import { BrandMark } from './brand-mark.tsx'
import { Button, IconButton } from './button.tsx'
import { Name } from './name.tsx'
import { SidebarSelf } from './sidebar-self.tsx'
import { t } from '../language.ts'

/** How many rooms of before are offered below those that are open. */
const recentsShown = 5

export function Sidebar(): React.ReactNode {
  const rooms = useAppStore((state) => state.rooms)
  const activeRoomId = useAppStore((state) => state.activeRoomId)
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
      <nav className="sidebar-rooms" aria-label={t('sidebar.rooms')}>
        <h2>{t('sidebar.rooms')}</h2>
        <ul>
          {rooms.map(({ room, reading }) => (
            <li key={room.id}>
              <RoomItem room={room} reading={reading} isActive={room.id === activeRoomId} />
            </li>
          ))}
        </ul>
        <RecentItems />
      </nav>
      <SidebarSelf />
    </aside>
  )
}

function RoomItem({ room, reading, isActive }: ListedRoom & { isActive: boolean }): React.ReactNode {
  const { status } = room.connection
  const { t } = useTranslation()
  const isMuted = useAppStore(({ preferences }) => preferences.rooms.muted.includes(room.key ?? room.id))
  return (
    <button
      type="button"
      className="room-item"
      aria-current={isActive ? 'page' : undefined}
      onClick={() => openRoom(room.id)}
    >
      <span className={`dot dot-${status}`} title={t(`sidebar.${status}`)} aria-hidden="true" />
      <Name className="room-item-name">{room.name}</Name>
      {status !== 'open' && <span className="visually-hidden">, {t(`sidebar.${status}`)}</span>}
      {room.role.kind === 'host' && <span className="tag">{t('sidebar.hosting')}</span>}
      {isMuted && (
        <span className="room-item-muted" title={t('quiet.roomMuted')}>
          <BellOff aria-hidden="true" />
          <span className="visually-hidden">, {t('quiet.roomMuted')}</span>
        </span>
      )}
      <UnreadBadge reading={reading} />
    </button>
  )
}

/** How much is unread: with an @, in another colour, if some of it speaks to the person. */
function UnreadBadge({ reading: { unread, mentions } }: Pick<ListedRoom, 'reading'>): React.ReactNode {
  if (unread === 0) return null
  return (
    <span className={mentions > 0 ? 'badge badge-mention' : 'badge'}>
      {mentions > 0 && <AtSign aria-hidden="true" />}
      {unread > 99 ? '99+' : unread}
      <span className="visually-hidden">
        {' '}
        {mentions > 0 ? t('sidebar.unreadForYou', { mentions }) : t('sidebar.unreadLabel')}
      </span>
    </span>
  )
}

function RecentItems(): React.ReactNode {
  const rooms = useAppStore((state) => state.rooms)
  const recents = useAppStore((state) => state.profile.recents)
  const open = new Set(rooms.flatMap(({ room }) => room.addresses))
  const others = recents.filter((recent) => !open.has(recent.address)).slice(0, recentsShown)
  if (others.length === 0) return null
  return (
    <>
      <h2>{t('sidebar.recent')}</h2>
      <ul>
        {others.map((recent) => (
          <li key={recent.address}>
            <button type="button" className="room-item room-item-recent" onClick={() => openJoinDialog(recent, true)}>
              <span className="dot dot-closed" />
              <Name className="room-item-name">{recent.name}</Name>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
