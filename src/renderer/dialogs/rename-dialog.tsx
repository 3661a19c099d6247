import { useState } from 'react'
import { Modal } from '../components/modal.tsx'
import { FormError, TextField } from '../components/text-field.tsx'
import { closeDialog } from '../store/actions.ts'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { rename } from '../store/room-actions.ts'
import { FormActions } from './form-actions.tsx'
import { useSubmit } from './use-submit.ts'
import { t } from '../language.ts'

export function RenameDialog({ roomId }: { roomId: string }): React.ReactNode {
  const [nickname, setNickname] = useState(useAppStore((state) => listed(state, roomId)?.room.self.nickname ?? ''))
  const { isSending, error, submit } = useSubmit(() => rename(roomId, nickname))
  return (
    <Modal title={t('renaming.title')} onClose={closeDialog}>
      <form className="modal-form" onSubmit={submit}>
        <TextField
          label={t('common.yourName')}
          field="nickname"
          value={nickname}
          onChange={setNickname}
          error={error}
          onSuggestion={setNickname}
          hint={t('renaming.hint')}
          data-first-focus
        />
        <FormError error={error} />
        <FormActions
          onCancel={closeDialog}
          submit={t('renaming.submit')}
          doing={isSending ? t('renaming.doing') : null}
        />
      </form>
    </Modal>
  )
}
