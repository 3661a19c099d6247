import { Menu, Search, Users } from 'lucide-react'
import type { RoomState } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { openDrawer, togglePeople } from '../store/actions.ts'
import { totalUnread } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { openSearch } from '../store/search-actions.ts'
import { countPeople } from '../view/words.ts'
import { IconButton } from './button.tsx'
import { Name } from './name.tsx'
import { RoomAddresses } from './room-addresses.tsx'
import { leaveEntry } from './room-entries.ts'
import { RoomMarks } from './room-marks.tsx'
import { RoomMenu } from './room-menu.tsx'
import { RoomTopic } from './room-topic.tsx'
import { numberWords, t } from '../language.ts'

interface RoomHeaderProps {
  room: RoomState
  peopleInDrawer: boolean
  roomsInDrawer: boolean
}

export function RoomHeader({ room, peopleInDrawer, roomsInDrawer }: RoomHeaderProps): React.ReactNode {
  const leave = leaveEntry(room)
  return (
    <header className="room-header">
      {roomsInDrawer && <RoomsButton />}
      <div className="room-identity">
        <div className={room.addresses[0] === room.name ? 'room-name room-name-bare' : 'room-name'}>
          <h1 title={printable(room.name)}>
            <Name>{room.name}</Name>
          </h1>
          <RoomAddresses addresses={room.addresses} name={room.name} />
        </div>
        <RoomTopic room={room} />
      </div>
      <RoomMarks room={room} />
      <IconButton label={t('room.search')} className="search-button" onClick={() => openSearch(room.id)}>
        <Search aria-hidden="true" />
      </IconButton>
      <PeopleButton count={room.connection.status === 'open' ? room.people.length : null} inDrawer={peopleInDrawer} />
      <RoomMenu room={room} />
      <IconButton label={leave.label} onClick={leave.act}>
        <leave.Icon aria-hidden="true" />
      </IconButton>
    </header>
  )
}

function RoomsButton(): React.ReactNode {
  const unread = useAppStore(totalUnread)
  return (
    <IconButton
      label={unread > 0 ? t('sidebar.roomsUnread', { unread }) : t('sidebar.rooms')}
      className="rooms-button"
      onClick={() => openDrawer('rooms')}
    >
      <Menu aria-hidden="true" />
      {unread > 0 && <span className="rooms-button-mark" />}
    </IconButton>
  )
}

/** @param count null where it cannot be known */
function PeopleButton({ count, inDrawer }: { count: number | null; inDrawer: boolean }): React.ReactNode {
  const drawer = useAppStore((state) => state.drawer)
  const peopleShown = useAppStore((state) => state.peopleShown)
  return (
    <button
      type="button"
      className="button button-quiet people-button"
      aria-label={count === null ? t('people.label') : countPeople(count)}
      aria-expanded={inDrawer ? drawer === 'people' : peopleShown}
      title={inDrawer || !peopleShown ? t('room.showPeople') : t('room.hidePeople')}
      onClick={togglePeople}
    >
      <Users aria-hidden="true" />
      {count !== null && <span className="people-button-count">{numberWords(count)}</span>}
    </button>
  )
}
