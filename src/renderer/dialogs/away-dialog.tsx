import { useState } from 'react'
import { longestAwayMessage } from '../../core/common/limits.ts'
import { Modal } from '../components/modal.tsx'
import { FormError, TextField } from '../components/text-field.tsx'
import { closeDialog } from '../store/actions.ts'
import { setAway } from '../store/room-actions.ts'
import { FormActions } from './form-actions.tsx'
import { useSubmit } from './use-submit.ts'
import { t } from '../language.ts'

export function AwayDialog(): React.ReactNode {
  const [message, setMessage] = useState('')
  const { isSending, error, submit } = useSubmit(() => setAway(message))
  return (
    <Modal title={t('away.title')} onClose={closeDialog}>
      <form className="modal-form" onSubmit={submit}>
        <TextField
          label={t('away.label')}
          field="away"
          value={message}
          onChange={setMessage}
          error={error}
          maxLength={longestAwayMessage}
          placeholder={t('away.placeholder')}
          hint={t('away.hint')}
          spellCheck
          data-first-focus
        />
        <FormError error={error} />
        <FormActions onCancel={closeDialog} submit={t('away.title')} doing={isSending ? t('common.saving') : null} />
      </form>
    </Modal>
  )
}
