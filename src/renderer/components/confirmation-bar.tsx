import { CircleCheck, X } from 'lucide-react'
import { useEffect } from 'react'
import { dismissConfirmation } from '../store/room-actions.ts'
import { useAppStore } from '../store/app-store.ts'
import { IconButton } from './button.tsx'
import { t } from '../language.ts'

/** How long it can be read, in milliseconds. */
const shownMs = 12_000

/** Says quietly that something worked, until it has been read. */
export function ConfirmationBar(): React.ReactNode {
  const confirmation = useAppStore((state) => state.confirmation)
  useEffect(() => {
    if (confirmation === null) return undefined
    const timer = setTimeout(dismissConfirmation, shownMs)
    return () => clearTimeout(timer)
  }, [confirmation])
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- An output takes no button.
    <div className="confirmation-bar" role="status">
      {confirmation !== null && (
        <p>
          <CircleCheck aria-hidden="true" />
          <span dir="auto">{confirmation}</span>
          <IconButton label={t('common.dismiss')} onClick={dismissConfirmation}>
            <X aria-hidden="true" />
          </IconButton>
        </p>
      )}
    </div>
  )
}
