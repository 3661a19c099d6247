import { ChevronDown } from 'lucide-react'
import { useId } from 'react'

interface SelectFieldProps {
  label: string
  value: number
  choices: readonly { readonly value: number; readonly words: string }[]
  onChange: (value: number) => void
  hint: string
}

/** One of several numbers, in words. */
export function SelectField({ label, value, choices, onChange, hint }: SelectFieldProps): React.ReactNode {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="field-select">
        <select
          id={id}
          value={value}
          aria-describedby={`${id}-hint`}
          onChange={(event) => onChange(Number(event.target.value))}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.words}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden="true" />
      </div>
      <small id={`${id}-hint`} className="field-hint">
        {hint}
      </small>
    </div>
  )
}
