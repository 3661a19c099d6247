import { useState } from 'react'
import { longestAwayMessage } from '../../core/common/limits.ts'
import { Modal } from '../components/modal.tsx'
import { FormError, TextField } from '../components/text-field.tsx'
import { closeDialog } from '../store/actions.ts'
import { setAway } from '../store/room-actions.ts'
import { FormActions } from './form-actions.tsx'
import { useSubmit } from './use-submit.ts'

export function AwayDialog(): React.ReactNode {
  const [message, setMessage] = useState('')
  const { isSending, error, submit } = useSubmit(() => setAway(message))
  return (
    <Modal title="Set away" onClose={closeDialog}>
      <form className="modal-form" onSubmit={submit}>
        <TextField
          label="What others should know"
          field="away"
          value={message}
          onChange={setMessage}
          error={error}
          maxLength={longestAwayMessage}
          placeholder="Back at three"
          hint="You may leave it empty. All your rooms see that you are away."
          spellCheck
          data-first-focus
        />
        <FormError error={error} />
        <FormActions onCancel={closeDialog} submit="Set away" doing={isSending ? 'Saving…' : null} />
      </form>
    </Modal>
  )
}
