import { Phrase } from '../components/phrase.tsx'
import { forgetRoom } from '../store/known-room-actions.ts'
import { nameOf, waitingIn, type KnownBefore } from '../store/known-rooms.ts'
import { t } from '../language.ts'
import { phrase } from '../view/phrase.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'

/** Asks before a room is not offered any more, and says what goes with it and what does not. */
export function ForgetRoomDialog({ known }: { known: KnownBefore }): React.ReactNode {
  const waiting = waitingIn(known)
  return (
    <ConfirmDialog
      title={t('forgetting.title')}
      keep={t('forgetting.keep')}
      submit={t('forgetting.submit')}
      onSubmit={() => forgetRoom(known)}
    >
      <p>
        <Phrase
          className="strong"
          pieces={phrase({ name: nameOf(known) }, (names) =>
            t(known.kind === 'hosted' ? 'forgetting.hosted' : 'forgetting.joined', names),
          )}
        />
      </p>
      {waiting > 0 && <p className="modal-warning">{t('forgetting.waiting', { count: waiting })}</p>}
    </ConfirmDialog>
  )
}
