import { ChevronsUpDown, Moon } from 'lucide-react'
import type { RoomState } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { awayWords } from '../view/words.ts'
import { SettingsButton } from '../components/settings-button.tsx'
import { Avatar } from '../components/avatar.tsx'
import { MenuButton } from '../components/menu.tsx'
import { Name } from '../components/name.tsx'
import { QuietButton, useShortQuietWords } from '../components/quiet-button.tsx'
import { ownGroups } from '../components/person-groups.ts'
import { t } from '../language.ts'

/** The person at this window, as the room that is shown knows them, with what they can do about themselves. */
export function SidebarSelf(): React.ReactNode {
  const room = useAppStore((state) => listed(state, state.activeRoomId)?.room)
  const profileName = useAppStore((state) => state.profile.nickname)
  const person = room?.people.find(({ id }) => id === room.self.personId)
  const nickname = room?.self.nickname ?? profileName
  const groups = room && person ? ownGroups(room, person) : []
  const face = <SelfFace nickname={nickname} away={person?.away} state={stateWords(room)} />
  return (
    <div className="sidebar-self">
      {groups.length === 0 ? (
        <div className="self-plain">{face}</div>
      ) : (
        <MenuButton className="self-button" title={printable(nickname)} menuLabel={t('sidebar.you')} groups={groups}>
          {face}
          <ChevronsUpDown className="self-more" aria-hidden="true" />
        </MenuButton>
      )}
      <QuietButton />
      <SettingsButton />
    </div>
  )
}

/** Whether others see the person at this moment. */
function stateWords(room: RoomState | undefined): string {
  if (!room) return t('sidebar.you')
  return t(room.connection.status === 'open' ? 'sidebar.online' : 'sidebar.offline')
}

interface SelfFaceProps {
  nickname: string
  away: string | undefined
  state: string
}

function SelfFace({ nickname, away, state }: SelfFaceProps): React.ReactNode {
  const quiet = useShortQuietWords()
  return (
    <>
      <span className={away === undefined ? 'person-face' : 'person-face person-face-away'}>
        <Avatar nickname={nickname} />
        {away !== undefined && <Moon className="person-moon" aria-hidden="true" />}
      </span>
      <span className="self-words">
        <Name>{nickname}</Name>
        {away === undefined ? <small className="self-note">{quiet ?? state}</small> : <small>{awayWords(away)}</small>}
      </span>
    </>
  )
}
