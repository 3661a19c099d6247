import { closeDialog } from '../store/actions.ts'
import type { DialogRequest } from '../store/app-store.ts'
import { say } from '../store/composer-actions.ts'
import { t } from '../language.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'

/** Asks before a text goes out that fills the room. */
export function LongTextDialog({
  request,
}: {
  request: Extract<DialogRequest, { kind: 'long-text' }>
}): React.ReactNode {
  const { roomId, outgoing, parts: count } = request
  return (
    <ConfirmDialog
      title={t('composer.askPartsTitle')}
      keep={t('composer.keepWriting')}
      submit={t('composer.sendParts', { count })}
      onSubmit={() => {
        closeDialog()
        say(roomId, outgoing)
      }}
      isHarmless
    >
      <p>{t('composer.askParts', { count })}</p>
    </ConfirmDialog>
  )
}
