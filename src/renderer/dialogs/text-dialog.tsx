import { useState } from 'react'
import { Modal } from '../components/modal.tsx'
import { FormError, TextField, type FormFault, type TextFieldProps } from '../components/text-field.tsx'
import { closeDialog } from '../store/actions.ts'
import { t } from '../language.ts'
import { FormActions } from './form-actions.tsx'
import { useSubmit } from './use-submit.ts'

interface TextDialogProps extends Omit<TextFieldProps, 'value' | 'onChange' | 'error' | 'onSuggestion'> {
  title: string
  /** What the field says at first. */
  initial: string
  /** What the button says, and what it says while that is being done. */
  submit: string
  doing?: string
  /** Does it; answers why not. */
  send: (text: string) => Promise<FormFault | null>
}

/** Asks for one line of text, and does something with it. */
export function TextDialog({ title, initial, submit, doing, send, ...field }: TextDialogProps): React.ReactNode {
  const [text, setText] = useState(initial)
  const form = useSubmit(() => send(text))
  return (
    <Modal title={title} onClose={closeDialog}>
      <form className="modal-form" onSubmit={form.submit}>
        <TextField
          {...field}
          value={text}
          onChange={setText}
          error={form.error}
          onSuggestion={setText}
          data-first-focus
        />
        <FormError error={form.error} />
        <FormActions
          onCancel={closeDialog}
          submit={submit}
          doing={form.isSending ? (doing ?? t('common.saving')) : null}
        />
      </form>
    </Modal>
  )
}
