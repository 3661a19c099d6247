interface ToggleProps {
  /** By which it is found from the switcher. */
  setting?: string
  label: string
  hint?: string
  checked: boolean
  onChange: (checked: boolean) => void
}

/** Something that is wanted or not. */
export function Toggle({ setting, label, hint, checked, onChange }: ToggleProps): React.ReactNode {
  return (
    <label className="check">
      <input
        type="checkbox"
        data-setting={setting}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {label}
        {hint !== undefined && <small>{hint}</small>}
      </span>
    </label>
  )
}
