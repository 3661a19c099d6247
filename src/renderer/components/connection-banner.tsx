import { DoorClosed, WifiOff } from 'lucide-react'
import type { RoomState } from '../../core/common/room.ts'
import { useTranslation } from 'react-i18next'
import { hostedKey } from '../../core/common/known-rooms.ts'
import { abandonRoom, leaveRoom, openDialog, openHostDialog, reconnect } from '../store/actions.ts'
import { useAppStore } from '../store/app-store.ts'
import { hostAgain } from '../store/known-room-actions.ts'
import { secondsUntil } from '../view/time.ts'
import { Button } from './button.tsx'
import { useNow } from './use-now.ts'
import { t } from '../language.ts'
import { said } from '../view/said.ts'

/** One quiet line while the connection is not there: why, and what can be done. */
export function ConnectionBanner({ room }: { room: RoomState }): React.ReactNode {
  const { connection } = room
  if (connection.status === 'open') return null
  const isClosed = connection.status === 'closed'
  const Icon = isClosed ? DoorClosed : WifiOff
  return (
    <section className={`banner banner-${connection.status}`} aria-label={t('connection.label')}>
      <Icon aria-hidden="true" />
      <output dir="auto">{said(connection.reason)}</output>
      {connection.status === 'reconnecting' && (
        <>
          <Countdown retryAt={connection.retryAt} />
          <Button className="button-small" onClick={() => reconnect(room.id)}>
            {t('connection.tryNow')}
          </Button>
          <FindOutWhy address={room.addresses[0]} />
        </>
      )}
      {isClosed && <ClosedActions room={room} />}
    </section>
  )
}

function FindOutWhy({ address }: { address: string | undefined }): React.ReactNode {
  const { t } = useTranslation()
  if (address === undefined) return null
  return (
    <Button className="button-small" onClick={() => openDialog({ kind: 'doctor', address, form: null })}>
      {t('doctor.open')}
    </Button>
  )
}

function ClosedActions({ room }: { room: RoomState }): React.ReactNode {
  return (
    <>
      {room.role.kind === 'guest' ? (
        <Button variant="primary" className="button-small" onClick={() => reconnect(room.id)}>
          {t('connection.rejoin')}
        </Button>
      ) : (
        <Button variant="primary" className="button-small" onClick={() => void hostClosedAgain(room)}>
          {t('connection.hostAgain')}
        </Button>
      )}
      <Button className="button-small" onClick={() => leaveRoom(room)}>
        {t('connection.remove')}
      </Button>
    </>
  )
}

/** The room that has closed gives way to the one that goes on from it. */
async function hostClosedAgain(room: RoomState): Promise<void> {
  const hosted = useAppStore.getState().profile.hosted.find(({ name }) => hostedKey(name) === hostedKey(room.name))
  if (!hosted) openHostDialog()
  else if (await hostAgain(hosted)) abandonRoom(room.id)
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
