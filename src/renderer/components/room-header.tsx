import { LogOut, Menu, Power, Search, ShieldCheck, Snail, Users } from 'lucide-react'
import type { Exposure, RoomState } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { leaveRoom, openDrawer, openExposure, togglePeople } from '../store/actions.ts'
import { totalUnread } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { openSearch } from '../store/search-actions.ts'
import { countPeople, exposureWords, paceWords } from '../view/words.ts'
import { IconButton } from './button.tsx'
import { exposureIcons } from './exposure-icons.ts'
import { Name } from './name.tsx'
import { RoomAddresses } from './room-addresses.tsx'
import { RoomMenu } from './room-menu.tsx'
import { RoomTopic } from './room-topic.tsx'
import { numberWords, t } from '../language.ts'
import { durationWords } from '../view/duration-words.ts'

interface RoomHeaderProps {
  room: RoomState
  peopleInDrawer: boolean
  roomsInDrawer: boolean
}

export function RoomHeader({ room, peopleInDrawer, roomsInDrawer }: RoomHeaderProps): React.ReactNode {
  const isHost = room.role.kind === 'host'
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
      {room.slowSeconds > 0 && <SlowMark seconds={room.slowSeconds} />}
      {room.nativeOnly && <NativeOnlyMark />}
      {room.role.kind === 'host' && <ExposureMark roomId={room.id} exposure={room.role.exposure} />}
      <IconButton label={t('room.search')} className="search-button" onClick={() => openSearch(room.id)}>
        <Search aria-hidden="true" />
      </IconButton>
      <PeopleButton count={room.connection.status === 'closed' ? null : room.people.length} inDrawer={peopleInDrawer} />
      <RoomMenu room={room} />
      <IconButton label={isHost ? t('room.close') : t('room.leave')} onClick={() => leaveRoom(room)}>
        {isHost ? <Power aria-hidden="true" /> : <LogOut aria-hidden="true" />}
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

/** Says who can reach the room, and leads to where that is changed. */
function ExposureMark({ roomId, exposure }: { roomId: string; exposure: Exposure }): React.ReactNode {
  const Icon = exposureIcons[exposure]
  const { name, meaning } = exposureWords(exposure)
  return (
    <button
      type="button"
      className="button button-quiet exposure exposure-button"
      aria-label={`${t('exposure.legend')}: ${name}`}
      title={meaning}
      onClick={() => openExposure(roomId)}
    >
      <Icon aria-hidden="true" />
      <span>{name}</span>
    </button>
  )
}

function NativeOnlyMark(): React.ReactNode {
  return (
    <span className="exposure native-only" title={t('room.nativeOnlyTitle')}>
      <ShieldCheck aria-hidden="true" />
      <span>{t('room.nativeOnly')}</span>
    </span>
  )
}

function SlowMark({ seconds }: { seconds: number }): React.ReactNode {
  return (
    <span className="exposure slow" title={paceWords(seconds)}>
      <Snail aria-hidden="true" />
      <span>{t('room.slow', { duration: durationWords(seconds * 1000) })}</span>
    </span>
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
      onClick={() => (inDrawer ? openDrawer('people') : togglePeople())}
    >
      <Users aria-hidden="true" />
      {count !== null && <span className="people-button-count">{numberWords(count)}</span>}
    </button>
  )
}
