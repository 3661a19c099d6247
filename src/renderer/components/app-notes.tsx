import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect } from 'react'
import { dismissProblem } from '../store/actions.ts'
import { dismissConfirmation } from '../store/room-actions.ts'
import { useAppStore } from '../store/app-store.ts'
import { IconButton } from './button.tsx'
import { t } from '../language.ts'
import { said } from '../view/said.ts'

/** How long it can be read that something worked, in milliseconds. */
const shownMs = 12_000

/** What the app has to say that belongs nowhere else: what failed, until it is put away, and for a while what worked. */
export function AppNotes(): React.ReactNode {
  const problem = useAppStore((state) => state.problem)
  const confirmation = useAppStore((state) => state.confirmation)
  useEffect(() => {
    if (confirmation === null) return undefined
    const timer = setTimeout(dismissConfirmation, shownMs)
    return () => clearTimeout(timer)
  }, [confirmation])
  return (
    <div className="app-notes">
      <div className="app-notes-list">
        <div role="alert">
          {problem !== null && (
            <Note
              kind="problem"
              icon={<CircleAlert aria-hidden="true" />}
              words={said(problem)}
              dismiss={dismissProblem}
            />
          )}
        </div>
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- An output takes no button. */}
        <div role="status">
          {confirmation !== null && (
            <Note
              kind="confirmation"
              icon={<CircleCheck aria-hidden="true" />}
              words={confirmation}
              dismiss={dismissConfirmation}
            />
          )}
        </div>
      </div>
    </div>
  )
}

interface NoteProps {
  kind: 'problem' | 'confirmation'
  icon: React.ReactNode
  words: string
  dismiss: () => void
}

function Note({ kind, icon, words, dismiss }: NoteProps): React.ReactNode {
  return (
    <p className={`app-note app-note-${kind}`}>
      {icon}
      <span dir="auto">{words}</span>
      <IconButton label={t('common.dismiss')} onClick={dismiss}>
        <X aria-hidden="true" />
      </IconButton>
    </p>
  )
}
