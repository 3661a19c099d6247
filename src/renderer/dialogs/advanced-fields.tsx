import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { FormFault } from '../components/text-field.tsx'
import { t } from '../language.ts'
import { ClassicChoice } from './classic-choice.tsx'
import { KeepingFields } from './keeping-fields.tsx'
import type { KeptChoice } from './keeping.ts'

interface AdvancedFieldsProps {
  nativeOnly: boolean
  onNativeOnly: (nativeOnly: boolean) => void
  kept: KeptChoice
  onKept: (kept: KeptChoice) => void
  error: FormFault | null
}

/** Behind a line that unfolds, since the defaults suit nearly everybody. */
export function AdvancedFields(props: AdvancedFieldsProps): React.ReactNode {
  const { nativeOnly, onNativeOnly, kept, onKept, error } = props
  const [isUnfolded, setUnfolded] = useState(false)
  // An error must be seen, whatever is folded.
  const isFaulty = error?.field === 'messages' || error?.field === 'days'
  return (
    <details
      className="more"
      open={isUnfolded || isFaulty}
      onToggle={({ currentTarget }) => {
        setUnfolded(currentTarget.open)
        // It is the last of the form: what has unfolded would lie under the foot of the dialog.
        if (currentTarget.open && !isFaulty) currentTarget.scrollIntoView({ block: 'nearest' })
      }}
    >
      <summary>
        <ChevronRight aria-hidden="true" />
        {t('hosting.advanced')}
      </summary>
      <div className="more-fields">
        <ClassicChoice nativeOnly={nativeOnly} onChange={onNativeOnly} text={t('hosting.classicText')} />
        <KeepingFields value={kept} onChange={onKept} error={error} />
      </div>
    </details>
  )
}
