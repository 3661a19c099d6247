import { Globe, Laptop, Network, ShieldCheck, Snail, type LucideIcon } from 'lucide-react'
import { useId } from 'react'
import type { RoomState } from '../../core/common/room.ts'
import { t } from '../language.ts'
import { durationWords } from '../view/duration-words.ts'
import { exposureWords, paceWords } from '../view/words.ts'
import { Popover } from './popover.tsx'

const exposureIcons = { 'this-computer': Laptop, 'this-network': Network, 'all-addresses': Globe } as const

/** What holds in a room: how slowly it goes, who gets in, who can reach it. */
export function RoomMarks({ room }: { room: RoomState }): React.ReactNode {
  const { slowSeconds, nativeOnly, role } = room
  const exposure = role.kind === 'host' ? role.exposure : null
  return (
    <>
      {slowSeconds > 0 && (
        <RoomMark
          Icon={Snail}
          name={t('room.slow', { duration: durationWords(slowSeconds * 1000) })}
          meaning={paceWords(slowSeconds)}
        />
      )}
      {nativeOnly && <RoomMark Icon={ShieldCheck} name={t('room.nativeOnly')} meaning={t('room.nativeOnlyTitle')} />}
      {exposure && <RoomMark Icon={exposureIcons[exposure]} {...exposureWords(exposure)} />}
    </>
  )
}

interface RoomMarkProps {
  Icon: LucideIcon
  /** Beside the icon, where there is room for it. */
  name: string
  meaning: string
}

/** Opens its words, which a small window has no room for. */
function RoomMark({ Icon, name, meaning }: RoomMarkProps): React.ReactNode {
  const id = useId()
  return (
    <>
      <button type="button" className="button button-quiet room-mark" title={meaning} popoverTarget={id}>
        <Icon aria-hidden="true" />
        <span>{name}</span>
      </button>
      <Popover id={id} label={name} className="room-mark-words">
        <h2>{name}</h2>
        <p>{meaning}</p>
      </Popover>
    </>
  )
}
