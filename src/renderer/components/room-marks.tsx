import { ShieldCheck, Snail, type LucideIcon } from 'lucide-react'
import { useId } from 'react'
import type { Exposure, RoomState } from '../../core/common/room.ts'
import { t } from '../language.ts'
import { openExposure } from '../store/actions.ts'
import { durationWords } from '../view/duration-words.ts'
import { exposureWords, paceWords } from '../view/words.ts'
import { exposureIcons } from './exposure-icons.ts'
import { Popover } from './popover.tsx'

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
      {exposure && <ExposureMark roomId={room.id} exposure={exposure} />}
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

/** Says who can reach the room, and leads to where that is changed. */
function ExposureMark({ roomId, exposure }: { roomId: string; exposure: Exposure }): React.ReactNode {
  const Icon = exposureIcons[exposure]
  const { name, meaning } = exposureWords(exposure)
  return (
    <button
      type="button"
      className="button button-quiet room-mark"
      aria-label={`${t('exposure.legend')}: ${name}`}
      title={meaning}
      onClick={() => openExposure(roomId)}
    >
      <Icon aria-hidden="true" />
      <span>{name}</span>
    </button>
  )
}
