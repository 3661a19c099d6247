import { AtSign, BellOff, Ellipsis, House, Star } from 'lucide-react'
import { useRef, type ComponentProps } from 'react'
import { printable } from '../../core/common/unsafe-text.ts'
import { isMenuKey, MenuButton, openMenu } from '../components/menu.tsx'
import { Name } from '../components/name.tsx'
import type { ListedRoom } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { goToRoom } from '../store/known-room-actions.ts'
import { nameOf, type KnownRoom } from '../store/known-rooms.ts'
import { knownRoomGroups, type RoomMoves } from './known-room-menu.ts'
import { connectionWords } from '../view/words.ts'
import { RoomNote } from './room-note.tsx'
import { t } from '../language.ts'

interface RoomRowProps {
  known: KnownRoom
  moves: RoomMoves
  /** What makes it go elsewhere with the mouse. */
  drag?: ComponentProps<'li'>
}

/** A room to go to, with its menu: behind a button, the right mouse button, and the keys that open one. */
export function RoomRow({ known, moves, drag }: RoomRowProps): React.ReactNode {
  const menu = useRef<HTMLDivElement>(null)
  const isActive = useAppStore(({ activeRoomId }) => known.kind === 'open' && known.room.id === activeRoomId)
  const name = printable(nameOf(known))
  const keyDown = (event: React.KeyboardEvent<HTMLElement>): void => {
    const move = moveOf(event, moves)
    if (isMenuKey(event)) openMenu(menu.current, event)
    else if (move !== undefined) {
      event.preventDefault()
      move?.()
    }
  }
  return (
    <li className="room-row" {...drag}>
      <button
        type="button"
        className={known.kind === 'open' ? 'room-item' : 'room-item room-item-before'}
        aria-current={isActive ? 'page' : undefined}
        aria-keyshortcuts={drag ? 'Alt+Shift+ArrowUp Alt+Shift+ArrowDown' : undefined}
        onClick={() => goToRoom(known)}
        onContextMenu={(event) => openMenu(menu.current, event)}
        onKeyDown={keyDown}
      >
        <RoomFace known={known} />
      </button>
      <MenuButton
        className="icon-button room-more"
        aria-label={t('known.more', { name })}
        title={t('room.more')}
        menuLabel={name}
        menuRef={menu}
        groups={knownRoomGroups(known, moves)}
      >
        <Ellipsis aria-hidden="true" />
      </MenuButton>
    </li>
  )
}

/** What a key does to the place of the room; null: nothing more; undefined: it is another key. */
function moveOf({ key, altKey, shiftKey, ctrlKey, metaKey }: React.KeyboardEvent, { up, down }: RoomMoves) {
  if (!altKey || !shiftKey || ctrlKey || metaKey) return undefined
  if (key === 'ArrowUp') return up
  return key === 'ArrowDown' ? down : undefined
}

function RoomFace({ known }: { known: KnownRoom }): React.ReactNode {
  const { favourites, muted } = useAppStore(({ preferences }) => preferences.rooms)
  const room = known.kind === 'open' ? known.room : null
  const status = room?.connection.status ?? 'closed'
  const isMuted = room !== null && muted.includes(room.key ?? room.id)
  return (
    <>
      <span
        className={`dot dot-${status}`}
        title={room ? connectionWords(room.connection) : t('known.notOpen')}
        aria-hidden="true"
      />
      <span className="room-item-words">
        <Name className="room-item-name">{nameOf(known)}</Name>
        <RoomNote known={known} />
      </span>
      {favourites.includes(known.key) && (
        <Mark words={t('known.favourite')} className="room-item-favourite">
          <Star aria-hidden="true" />
        </Mark>
      )}
      {room?.role.kind === 'host' && (
        <Mark words={t('sidebar.hosting')} className="room-item-hosting">
          <House aria-hidden="true" />
        </Mark>
      )}
      {isMuted && (
        <Mark words={t('quiet.roomMuted')} className="room-item-muted">
          <BellOff aria-hidden="true" />
        </Mark>
      )}
      {known.kind === 'open' && <UnreadBadge reading={known.reading} />}
    </>
  )
}

interface MarkProps {
  words: string
  className?: string
  children: React.ReactNode
}

/** A small sign, with its meaning for those who do not see it. */
function Mark({ words, className = '', children }: MarkProps): React.ReactNode {
  return (
    <span className={`room-item-mark ${className}`} title={words}>
      {children}
      <span className="visually-hidden">, {words}</span>
    </span>
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
