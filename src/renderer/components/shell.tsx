import { Conversation } from '../conversation/conversation.tsx'
import { closeDrawer, peopleInDrawerQuery } from '../store/actions.ts'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { noColours } from '../store/colours.ts'
import type { RoomState } from '../../core/common/room.ts'
import { ClosedBar } from '../conversation/closed-bar.tsx'
import { Composer } from '../conversation/composer.tsx'
import { TypingLine } from '../conversation/typing-line.tsx'
import { AppNotes } from './app-notes.tsx'
import { RoomColours } from './avatar.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { HintBar } from './hint-bar.tsx'
import { Drawer } from './modal.tsx'
import { PeoplePanel } from './people-panel.tsx'
import { RoomHeader } from './room-header.tsx'
import { Sidebar } from '../sidebar/sidebar.tsx'
import { useMediaQuery } from './use-media-query.ts'
import { t } from '../language.ts'

/** Where the reader is in a room is found anew when its own words take the place of a copy. */
const place = ({ id, isFromCopy = false }: RoomState): string => `${id} ${isFromCopy}`

/** The window while there are rooms: the rooms, the conversation, the people. */
export function Shell(): React.ReactNode {
  const active = useAppStore((state) => listed(state, state.activeRoomId))
  const drawer = useAppStore((state) => state.drawer)
  const timesEntered = useAppStore((state) => state.timesEntered)
  const peopleShown = useAppStore((state) => state.peopleShown)
  const peopleInDrawer = useMediaQuery(peopleInDrawerQuery)
  const roomsInDrawer = useMediaQuery('(width < 640px)')
  const showsPeople = active !== undefined && peopleShown && !peopleInDrawer

  return (
    <RoomColours value={active?.colours ?? noColours}>
      <div className="shell">
        {!roomsInDrawer && <Sidebar />}
        {roomsInDrawer && drawer === 'rooms' && (
          <Drawer label={t('sidebar.rooms')} side="start" onClose={closeDrawer}>
            <Sidebar />
          </Drawer>
        )}
        <main className="room">
          {active && (
            <>
              <RoomHeader room={active.room} peopleInDrawer={peopleInDrawer} roomsInDrawer={roomsInDrawer} />
              <ConnectionBanner room={active.room} />
              <HintBar room={active.room} />
              <AppNotes />
              <ErrorBoundary key={active.room.id} what={t('failed.conversation')}>
                <Conversation key={place(active.room)} room={active.room} reading={active.reading} />
              </ErrorBoundary>
              <TypingLine room={active.room} />
              <ComposerPlace key={`${active.room.id} ${timesEntered}`} room={active.room} />
            </>
          )}
        </main>
        {showsPeople && <PeoplePanel room={active.room} />}
        {active && peopleInDrawer && drawer === 'people' && (
          <Drawer label={t('people.label')} side="end" onClose={closeDrawer}>
            <PeoplePanel room={active.room} />
          </Drawer>
        )}
      </div>
    </RoomColours>
  )
}

function ComposerPlace({ room }: { room: RoomState }): React.ReactNode {
  const { connection } = room
  return connection.status === 'closed' ? (
    <ClosedBar room={room} reason={connection.reason} />
  ) : (
    <Composer room={room} />
  )
}
