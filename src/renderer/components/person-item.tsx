import { type LucideIcon, MicOff, Moon, PenLine } from 'lucide-react'
import type { Person, RoomState } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { awayWords } from '../view/words.ts'
import { Avatar } from './avatar.tsx'
import { KindMark } from './kind-mark.tsx'
import { LikenessMark } from './likeness-mark.tsx'
import { MenuButton } from './menu.tsx'
import { Name } from './name.tsx'
import { personGroups } from './person-groups.ts'
import { t } from '../language.ts'

/** Somebody in the room, with a menu of what can be done. */
export function PersonItem({ room, person }: { room: RoomState; person: Person }): React.ReactNode {
  const { nickname, away, kind, muted = false } = person
  const isAway = away !== undefined
  const isSelf = person.id === room.self.personId
  const isWriting = !isSelf && room.typing.includes(person.id)
  const name = printable(nickname)
  return (
    <MenuButton
      className={isAway ? 'person person-away' : 'person'}
      title={isAway ? `${name} · ${awayWords(away)}` : name}
      menuLabel={name}
      data-person={person.id}
      groups={personGroups(room, person)}
    >
      <span className="person-face">
        <Avatar nickname={nickname} small />
        {isAway && <Moon className="person-moon" aria-hidden="true" />}
      </span>
      <span className="person-name">
        <Name>{nickname}</Name>
        {isSelf && <span className="person-self"> {t('people.self')}</span>}
      </span>
      <span className="person-marks">
        {isWriting && <PersonMark icon={PenLine} words={t('people.writing')} />}
        {muted && <PersonMark icon={MicOff} words={t('people.muted')} title={t('people.mutedTitle')} />}
        <KindMark kind={kind} />
      </span>
      <PersonNotes person={person} />
    </MenuButton>
  )
}

/** Words would take the place of the name: they are for the pointer and the screen reader. */
function PersonMark({ icon: Icon, words, title = words }: PersonMarkProps): React.ReactNode {
  return (
    <span className="person-mark" title={title}>
      <Icon aria-hidden="true" />
      <span className="visually-hidden">{words}</span>
    </span>
  )
}

interface PersonMarkProps {
  icon: LucideIcon
  words: string
  title?: string
}

/** Below the name: a warning before anything that they say about themselves. */
function PersonNotes({ person: { looksLike, away } }: { person: Person }): React.ReactNode {
  if (looksLike === undefined && away === undefined) return null
  return (
    <span className="person-notes">
      {looksLike !== undefined && <LikenessMark looksLike={looksLike} />}
      {away !== undefined && <span className="person-away-note">{awayWords(away)}</span>}
    </span>
  )
}
