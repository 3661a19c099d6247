import { Ellipsis, Star } from 'lucide-react'
import { useRef } from 'react'
import { printable } from '../../core/common/unsafe-text.ts'
import { isMenuKey, MenuButton, openMenu } from '../components/menu.tsx'
import { Name } from '../components/name.tsx'
import { Phrase } from '../components/phrase.tsx'
import { useNow } from '../components/use-now.ts'
import { timeFormat } from '../conversation/times.ts'
import { t } from '../language.ts'
import { knownRoomGroups } from '../sidebar/known-room-menu.ts'
import { RoomNote } from '../sidebar/room-note.tsx'
import { useAppStore } from '../store/app-store.ts'
import { goToRoom } from '../store/known-room-actions.ts'
import { lastThere, nameOf, roomLists, type KnownBefore } from '../store/known-rooms.ts'
import { phrase } from '../view/phrase.ts'

/** The rooms one was in before, favourites first. A click joins or hosts them again. */
export function Recents(): React.ReactNode {
  const rooms = useAppStore((state) => state.rooms)
  const profile = useAppStore((state) => state.profile)
  const preferences = useAppStore((state) => state.preferences)
  const now = useNow(60_000)
  const { favourites, before } = roomLists({ rooms, profile, preferences })
  const pinned = favourites.filter((known) => known.kind !== 'open')
  if (pinned.length + before.length === 0) return null
  return (
    <section className="recents" aria-labelledby="recents-title">
      <h2 id="recents-title">{t('welcome.recent')}</h2>
      <ul>
        {[...pinned, ...before].map((known) => (
          <Recent key={known.key} known={known} isFavourite={pinned.includes(known)} now={now} />
        ))}
      </ul>
    </section>
  )
}

/** They are by time, newest first. */
const nowhere = { up: null, down: null }

interface RecentProps {
  known: KnownBefore
  isFavourite: boolean
  now: number
}

function Recent({ known, isFavourite, now }: RecentProps): React.ReactNode {
  const own = useAppStore((state) => state.profile.nickname)
  const menu = useRef<HTMLDivElement>(null)
  const name = nameOf(known)
  const { nickname } = known.kind === 'joined' ? known.recent : known.hosted
  return (
    <li className="recent">
      <button
        type="button"
        className="recent-join"
        onClick={() => goToRoom(known)}
        onContextMenu={(event) => openMenu(menu.current, event)}
        onKeyDown={(event) => isMenuKey(event) && openMenu(menu.current, event)}
      >
        {isFavourite && (
          <span className="room-item-mark room-item-favourite" title={t('known.favourite')}>
            <Star aria-hidden="true" />
            <span className="visually-hidden">{t('known.favourite')}, </span>
          </span>
        )}
        <span className="recent-words">
          <Name className="recent-name">{name}</Name>
          <RoomNote known={known} />
        </span>
        {known.kind === 'joined' && name !== known.recent.address && (
          <span className="address">{known.recent.address}</span>
        )}
        {nickname !== own && (
          <span className="recent-nickname">
            <Phrase pieces={phrase({ name: nickname }, (names) => t('welcome.recentAs', names))} />
          </span>
        )}
        <span className="recent-time">{timeFormat.day(lastThere(known), now)}</span>
      </button>
      <MenuButton
        className="icon-button"
        aria-label={t('known.more', { name: printable(name) })}
        title={t('room.more')}
        menuLabel={printable(name)}
        menuRef={menu}
        groups={knownRoomGroups(known, nowhere)}
      >
        <Ellipsis aria-hidden="true" />
      </MenuButton>
    </li>
  )
}
