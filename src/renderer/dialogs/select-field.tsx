import { ChevronDown } from 'lucide-react'
import { useId } from 'react'

interface SelectFieldProps<Value extends string | number> {
  /** By which a setting is found from the switcher. */
  setting?: string
  label: string
  value: Value
  choices: readonly { readonly value: Value; readonly words: string }[]
  onChange: (value: Value) => void
  hint?: string
}

/** One of several values, in words. */
export function SelectField<Value extends string | number>(props: SelectFieldProps<Value>): React.ReactNode {
  const { setting, label, value, choices, onChange, hint } = props
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="field-select">
        <select
          id={id}
          data-setting={setting}
          value={value}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          onChange={({ target }) => {
            const chosen = choices.find((choice) => String(choice.value) === target.value)
            if (chosen) onChange(chosen.value)
          }}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.words}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden="true" />
      </div>
      {hint !== undefined && (
        <small id={`${id}-hint`} className="field-hint">
          {hint}
        </small>
      )}
    </div>
  )
}
