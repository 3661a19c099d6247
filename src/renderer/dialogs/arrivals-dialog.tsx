import { Check, CircleAlert, LoaderCircle, LogOut, type LucideIcon } from 'lucide-react'
import {
  arrivalSteps,
  judgeArrival,
  wasStopped,
  type Arrival,
  type ArrivalVerdict,
} from '../../core/common/arrivals.ts'
import { defaultLimits } from '../../core/common/limits.ts'
import type { RoomState } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { Button } from '../components/button.tsx'
import { CopyButton } from '../components/copy-button.tsx'
import { Modal } from '../components/modal.tsx'
import { Moment } from '../components/moment.tsx'
import { useNow } from '../components/use-now.ts'
import { t } from '../language.ts'
import { closeDialog, openExposure } from '../store/actions.ts'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'

/** The host's side of the connection doctor: who reached the room, how far they came, and what to do about it. */
export function ArrivalsDialog({ roomId }: { roomId: string }): React.ReactNode {
  const room = useAppStore((state) => listed(state, roomId)?.room)
  if (!room) return null
  return (
    <Modal title={t('arrivals.title')} onClose={closeDialog} className="arrivals-dialog">
      <div className="modal-text">
        {room.arrivals.length === 0 ? <Nobody room={room} /> : <ArrivalList room={room} />}
      </div>
      <div className="modal-actions">
        <Button variant="primary" onClick={closeDialog}>
          {t('common.close')}
        </Button>
      </div>
    </Modal>
  )
}

function ArrivalList({ room: { arrivals, addresses, nativeOnly } }: { room: RoomState }): React.ReactNode {
  const now = useNow(60_000)
  const attempts = arrivals.reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      <output className="arrivals-summary">{t('arrivals.summary', { count: attempts })}</output>
      <ul className="arrivals" aria-label={t('arrivals.listLabel')}>
        {arrivals.map((arrival) => (
          <ArrivalLine
            key={arrival.id}
            arrival={arrival}
            address={addresses[0] ?? ''}
            nativeOnly={nativeOnly}
            now={now}
          />
        ))}
      </ul>
    </>
  )
}

interface ArrivalLineProps {
  arrival: Arrival
  /** What to give out. */
  address: string
  nativeOnly: boolean
  now: number
}

function ArrivalLine({ arrival, address, nativeOnly, now }: ArrivalLineProps): React.ReactNode {
  const { host, at, count, end, step } = arrival
  const verdict = judgeArrival(arrival, nativeOnly)
  const state = wasStopped(arrival) ? 'stopped' : end === null ? (step === 'in-room' ? 'here' : 'open') : 'gone'
  const Icon = icons[state]
  return (
    <li className={`arrival arrival-${state}`} data-found={verdict.found}>
      <Icon aria-hidden="true" />
      <div>
        <p className="arrival-head">
          <span className="address">{host}</span>
          <span className="arrival-when">
            {count > 1 && `${t('arrivals.times', { count })} · `}
            <Moment at={at} now={now} />
          </span>
        </p>
        <p className="arrival-found">{foundWords(arrival, verdict)}</p>
        <Way arrival={arrival} />
        {verdict.fix && (
          <p className="arrival-fix">
            {t(`arrivals.fix.${verdict.fix}`, { address, letters: defaultLimits.nicknameGraphemes })}
          </p>
        )}
      </div>
    </li>
  )
}

const icons: Readonly<Record<'here' | 'open' | 'gone' | 'stopped', LucideIcon>> = {
  here: Check,
  open: LoaderCircle,
  gone: LogOut,
  stopped: CircleAlert,
}

function foundWords({ nickname, count }: Arrival, { found }: ArrivalVerdict): string {
  const name = nickname === '' ? t('arrivals.somebody') : printable(nickname)
  return t(`arrivals.found.${found}`, { count, name, seconds: defaultLimits.handshakeMs / 1000 })
}

/** The steps of the way in, and how many of them were taken. */
function Way({ arrival: { step, isNative } }: { arrival: Arrival }): React.ReactNode {
  const steps = arrivalSteps.filter((name) => isNative || name !== 'native')
  const reached = steps.indexOf(step)
  return (
    <p className="arrival-way">
      <span className="visually-hidden">{t('arrivals.way', { step: t(`arrivals.step.${step}`) })}</span>
      {steps.map((name, index) => (
        <span
          key={name}
          className={index <= reached ? 'arrival-step arrival-reached' : 'arrival-step'}
          aria-hidden="true"
        >
          {t(`arrivals.step.${name}`)}
        </span>
      ))}
    </p>
  )
}

/** What to check, in order, when nothing has come at all. */
function Nobody({ room: { id, addresses, role } }: { room: RoomState }): React.ReactNode {
  const isOnlyHere = role.kind === 'host' && role.exposure === 'this-computer'
  return (
    <div className="arrivals-nobody">
      <output>
        <strong>{t('arrivals.nobody.title')}</strong> {t('arrivals.nobody.text')}
      </output>
      <ol>
        {isOnlyHere && (
          <li>
            {t('arrivals.nobody.onlyHere')}{' '}
            <Button className="button-small" onClick={() => openExposure(id)}>
              {t('exposure.changeNow')}
            </Button>
          </li>
        )}
        <li>
          {t('arrivals.nobody.addresses')}
          <ul className="arrivals-addresses">
            {addresses.map((address) => (
              <li key={address}>
                <span className="address">{address}</span>
                <CopyButton text={address} />
              </li>
            ))}
          </ul>
        </li>
        {!isOnlyHere && (
          <>
            <li>{t('arrivals.nobody.network')}</li>
            <li>{t('arrivals.nobody.firewall')}</li>
          </>
        )}
        <li>{t('arrivals.nobody.theirSide')}</li>
      </ol>
    </div>
  )
}
