import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { TextField, type FormFault } from '../components/text-field.tsx'
import type { KeptChoice } from './keeping.ts'

interface KeepingFieldsProps {
  value: KeptChoice
  onChange: (value: KeptChoice) => void
  error: FormFault | null
}

/** How much is kept, and how safely: behind a line that unfolds, since the defaults suit nearly everybody. */
export function KeepingFields({ value, onChange, error }: KeepingFieldsProps): React.ReactNode {
  const [isUnfolded, setUnfolded] = useState(false)
  const { keep, keeping, everyMessageToDisk } = value
  const field = (name: 'messages' | 'days', label: string): React.ReactNode => (
    <TextField
      label={label}
      field={name}
      inputMode="numeric"
      value={keeping[name]}
      onChange={(typed) => onChange({ ...value, keeping: { ...keeping, [name]: typed } })}
      error={error}
    />
  )
  // An error must be seen, whatever is folded.
  const isFaulty = error?.field === 'messages' || error?.field === 'days'
  return (
    <details className="more" open={isUnfolded || isFaulty} onToggle={(event) => setUnfolded(event.currentTarget.open)}>
      <summary>
        <ChevronRight aria-hidden="true" />
        How much is kept
      </summary>
      <fieldset className="more-fields" disabled={!keep}>
        <legend className="visually-hidden">How much is kept</legend>
        <div className="field-pair">
          {field('messages', 'Messages at most')}
          {field('days', 'Days at most')}
        </div>
        <p className="form-note">
          {keep
            ? 'What is older, or more than that, is erased here. Every Snug in the room keeps a copy of its own.'
            : 'Nothing is kept here. Every other Snug in the room keeps a copy of its own all the same.'}
        </p>
        <label className="check">
          <input
            type="checkbox"
            checked={everyMessageToDisk}
            onChange={(event) => onChange({ ...value, everyMessageToDisk: event.target.checked })}
          />
          <span>
            Every message to disk
            <small>
              Slower, but not even a power cut takes a message. Without it, one may take the last few; a crash of Snug
              takes none.
            </small>
          </span>
        </label>
      </fieldset>
    </details>
  )
}
