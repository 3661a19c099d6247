import type { Ref } from 'react'
import { Button } from '../components/button.tsx'
import { t } from '../language.ts'

interface FormActionsProps {
  onCancel: () => void
  submit: string
  /** What the button says while it is being done; null while nothing is. */
  doing: string | null
  /** What it does cannot be taken back lightly. */
  isGrave?: boolean
  submitRef?: Ref<HTMLButtonElement>
}

/** The two buttons at the foot of a form. The second keeps the focus while it works. */
export function FormActions({
  onCancel,
  submit,
  doing,
  isGrave = false,
  submitRef,
}: FormActionsProps): React.ReactNode {
  return (
    <div className="modal-actions">
      <Button onClick={onCancel}>{t('common.cancel')}</Button>
      <Button ref={submitRef} type="submit" variant={isGrave ? 'danger' : 'primary'} aria-disabled={doing !== null}>
        {doing ?? submit}
      </Button>
    </div>
  )
}
