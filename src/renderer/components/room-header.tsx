import { ChevronDown, Globe, Laptop, LogOut, Menu, Network, Power, Users } from 'lucide-react'
import { useId } from 'react'
import type { Exposure, RoomState } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { leaveRoom, openDrawer, togglePeople } from '../store/actions.ts'
import { totalUnread } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { countPeople, exposureWords } from '../view/words.ts'
import { IconButton } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { Name } from './name.tsx'

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
      <div className={room.addresses[0] === room.name ? 'room-identity room-identity-bare' : 'room-identity'}>
        <h1 title={printable(room.name)}>
          <Name>{room.name}</Name>
        </h1>
        <RoomAddresses addresses={room.addresses} name={room.name} />
      </div>
      {room.role.kind === 'host' && <ExposureMark exposure={room.role.exposure} />}
      <PeopleButton count={room.people.length} inDrawer={peopleInDrawer} />
      <IconButton label={isHost ? 'Close the room' : 'Leave the room'} onClick={() => leaveRoom(room)}>
        {isHost ? <Power aria-hidden="true" /> : <LogOut aria-hidden="true" />}
      </IconButton>
    </header>
  )
}

function RoomsButton(): React.ReactNode {
  const unread = useAppStore(totalUnread)
  return (
    <IconButton
      label={unread > 0 ? `Rooms, ${unread} unread` : 'Rooms'}
      className="rooms-button"
      onClick={() => openDrawer('rooms')}
    >
      <Menu aria-hidden="true" />
      {unread > 0 && <span className="rooms-button-mark" />}
    </IconButton>
  )
}

/** The address to hand out, and the others behind it if there are several. */
function RoomAddresses({ addresses, name }: Pick<RoomState, 'addresses' | 'name'>): React.ReactNode {
  const id = useId()
  const [first, ...others] = addresses
  if (first === undefined) return null
  return (
    <div className="room-addresses">
      {first !== name && <span className="address">{first}</span>}
      <CopyButton text={first} />
      {others.length > 0 && (
        <>
          <button type="button" className="button button-quiet button-small" popoverTarget={id}>
            {others.length} more
            <ChevronDown aria-hidden="true" />
          </button>
          <div id={id} popover="auto" className="popover">
            <h2>Every address of this room</h2>
            <ul>
              {addresses.map((address) => (
                <li key={address}>
                  <span className="address">{address}</span>
                  <CopyButton text={address} />
                </li>
              ))}
            </ul>
          </div>
        </>
      )}
    </div>
  )
}

const exposureIcons = { 'this-computer': Laptop, 'this-network': Network, 'all-addresses': Globe } as const

function ExposureMark({ exposure }: { exposure: Exposure }): React.ReactNode {
  const Icon = exposureIcons[exposure]
  const { name, meaning } = exposureWords[exposure]
  return (
    <span className="exposure" title={meaning}>
      <Icon aria-hidden="true" />
      <span>{name}</span>
    </span>
  )
}

function PeopleButton({ count, inDrawer }: { count: number; inDrawer: boolean }): React.ReactNode {
  const drawer = useAppStore((state) => state.drawer)
  const peopleShown = useAppStore((state) => state.peopleShown)
  return (
    <button
      type="button"
      className="button button-quiet people-button"
      aria-label={countPeople(count)}
      aria-expanded={inDrawer ? drawer === 'people' : peopleShown}
      title={inDrawer || !peopleShown ? 'Show the people' : 'Hide the people'}
      onClick={() => (inDrawer ? openDrawer('people') : togglePeople())}
    >
      <Users aria-hidden="true" />
      <span className="people-button-count">{count.toLocaleString('en')}</span>
    </button>
  )
}
