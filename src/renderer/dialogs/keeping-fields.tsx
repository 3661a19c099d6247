import { TextField, type FormFault } from '../components/text-field.tsx'
import type { KeptChoice } from './keeping.ts'
import { t } from '../language.ts'

interface KeepingFieldsProps {
  value: KeptChoice
  onChange: (value: KeptChoice) => void
  error: FormFault | null
}

/** How much is kept, and how safely. */
export function KeepingFields({ value, onChange, error }: KeepingFieldsProps): React.ReactNode {
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
  return (
    <fieldset className="more-fields" disabled={!keep}>
      <legend className="visually-hidden">{t('keeping.title')}</legend>
      <div className="field-pair">
        {field('messages', t('keeping.mostMessages'))}
        {field('days', t('keeping.mostDays'))}
      </div>
      <p className="form-note">{keep ? t('keeping.erased') : t('keeping.nothing')}</p>
      <label className="check">
        <input
          type="checkbox"
          checked={everyMessageToDisk}
          onChange={(event) => onChange({ ...value, everyMessageToDisk: event.target.checked })}
        />
        <span>
          {t('keeping.toDisk')}
          <small>{t('keeping.toDiskText')}</small>
        </span>
      </label>
    </fieldset>
  )
}
