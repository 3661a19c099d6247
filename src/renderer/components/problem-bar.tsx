import { CircleAlert, X } from 'lucide-react'
import { dismissProblem } from '../store/actions.ts'
import { useAppStore } from '../store/app-store.ts'
import { IconButton } from './button.tsx'
import { t } from '../language.ts'
import { said } from '../view/said.ts'

/** Says what failed when it belongs nowhere else. */
export function ProblemBar(): React.ReactNode {
  const problem = useAppStore((state) => state.problem)
  return (
    <div className="problem-bar" role="alert">
      {problem !== null && (
        <p>
          <CircleAlert aria-hidden="true" />
          <span dir="auto">{said(problem)}</span>
          <IconButton label={t('common.dismiss')} onClick={dismissProblem}>
            <X aria-hidden="true" />
          </IconButton>
        </p>
      )}
    </div>
  )
}
