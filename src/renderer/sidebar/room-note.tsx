import { useAppStore } from '../store/app-store.ts'
import { waitingIn, type KnownRoom } from '../store/known-rooms.ts'
import { connectionWords } from '../view/words.ts'
import { t } from '../language.ts'

/** Below a room's name: what keeps it from being simply open, and what waits in it. */
export function RoomNote({ known }: { known: KnownRoom }): React.ReactNode {
  const isOpening = useAppStore(({ openingAgain }) => openingAgain.includes(known.key))
  const waiting = waitingIn(known)
  const state = isOpening ? t('hosting.opening') : stateWords(known)
  if (state === null && waiting === 0) return null
  return (
    <span className="room-item-notes">
      {state !== null && <span className={`room-item-${known.kind}`}>{state}</span>}
      {waiting > 0 && <span className="room-item-waiting">{t('known.waiting', { count: waiting })}</span>}
    </span>
  )
}

function stateWords(known: KnownRoom): string | null {
  switch (known.kind) {
    case 'open': {
      const { connection } = known.room
      return connection.status === 'open' ? null : connectionWords(connection)
    }
    case 'joined':
      return null
    case 'hosted':
      return t('known.hostAgain', { port: known.hosted.port })
  }
}
