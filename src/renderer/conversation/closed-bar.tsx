import { DoorClosed } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { hostedKey } from '../../core/common/known-rooms.ts'
import type { RoomState } from '../../core/common/room.ts'
import { Button } from '../components/button.tsx'
import { leaveEntry } from '../components/room-entries.ts'
import { t } from '../language.ts'
import { abandonRoom, openHostDialog, reconnect } from '../store/actions.ts'
import { useAppStore } from '../store/app-store.ts'
import { composingIn } from '../store/composer-actions.ts'
import { hostAgain } from '../store/known-room-actions.ts'
import { textOf } from '../store/composing.ts'
import { said } from '../view/said.ts'

interface ClosedBarProps {
  room: RoomState
  /** Why the person is not in the room any more. */
  reason: string
}

/** In place of the composer when a room is over for this window: what happened, and what can be done. */
export function ClosedBar({ room, reason }: ClosedBarProps): React.ReactNode {
  const bar = useBarFocus()
  const leave = leaveEntry(room)
  const hasDraft = textOf(composingIn(room.id)) !== ''
  return (
    <div className="composer-place">
      <section className="closed-bar" aria-label={t('connection.label')} tabIndex={-1} ref={bar}>
        <DoorClosed aria-hidden="true" />
        <div className="closed-words">
          <output dir="auto">{said(reason)}</output>
          <p>{hasDraft ? t('connection.draftKept') : t('connection.readable')}</p>
        </div>
        <div className="closed-actions">
          <Button onClick={leave.act}>{leave.label}</Button>
          {room.role.kind === 'guest' ? (
            <Button variant="primary" onClick={() => reconnect(room.id)}>
              {t('connection.rejoin')}
            </Button>
          ) : (
            <Button variant="primary" onClick={() => void hostClosedAgain(room)}>
              {t('connection.hostAgain')}
            </Button>
          )}
        </div>
      </section>
    </div>
  )
}

/** The room that has closed gives way to the one that goes on from it. */
async function hostClosedAgain(room: RoomState): Promise<void> {
  const hosted = useAppStore.getState().profile.hosted.find(({ name }) => hostedKey(name) === hostedKey(room.name))
  if (!hosted) openHostDialog()
  else if (await hostAgain(hosted)) abandonRoom(room.id)
}

/** Takes the focus that the composer had, and that which is meant for it. */
function useBarFocus(): React.RefObject<HTMLElement | null> {
  const bar = useRef<HTMLElement>(null)
  const calls = useAppStore((state) => state.composerCalls)
  const heard = useRef(calls)
  useEffect(() => {
    const isCalled = heard.current !== calls
    heard.current = calls
    if (document.querySelector('dialog[open]')) return
    if (isCalled || document.activeElement === document.body) bar.current?.focus()
  }, [calls])
  return bar
}
