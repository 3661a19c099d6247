import { WifiOff } from 'lucide-react'
import type { RoomState } from '../../core/common/room.ts'
import { useTranslation } from 'react-i18next'
import { openDialog, reconnect } from '../store/actions.ts'
import { secondsUntil } from '../view/time.ts'
import { Button } from './button.tsx'
import { useNow } from './use-now.ts'
import { t } from '../language.ts'
import { said } from '../view/said.ts'

/** One quiet line while the connection is coming back: why it is gone, and what can be done. */
export function ConnectionBanner({ room }: { room: RoomState }): React.ReactNode {
  const { connection } = room
  if (connection.status !== 'reconnecting') return null
  return (
    <section className="banner banner-reconnecting" aria-label={t('connection.label')}>
      <WifiOff aria-hidden="true" />
      <output dir="auto">{said(connection.reason)}</output>
      <Countdown retryAt={connection.retryAt} />
      <Button className="button-small" onClick={() => reconnect(room.id)}>
        {t('connection.tryNow')}
      </Button>
      <FindOutWhy roomId={room.id} address={room.addresses[0]} />
    </section>
  )
}

function FindOutWhy({ roomId, address }: { roomId: string; address: string | undefined }): React.ReactNode {
  const { t } = useTranslation()
  if (address === undefined) return null
  return (
    <Button
      className="button-small"
      onClick={() => openDialog({ kind: 'doctor', address, from: { kind: 'room', roomId } })}
    >
      {t('doctor.open')}
    </Button>
  )
}

/** Not announced: a screen reader would count along. */
function Countdown({ retryAt }: { retryAt: number }): React.ReactNode {
  const seconds = secondsUntil(retryAt, useNow(250))
  return (
    <span className="banner-countdown" aria-hidden="true">
      {seconds > 0 ? t('connection.tryingIn', { seconds }) : t('connection.trying')}
    </span>
  )
}
