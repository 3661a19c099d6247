import { t } from '../language.ts'

interface ClassicChoiceProps {
  nativeOnly: boolean
  onChange: (nativeOnly: boolean) => void
  /** What follows from it. */
  text: string
}

/** Whether programs that speak the classic protocol may join. */
export function ClassicChoice({ nativeOnly, onChange, text }: ClassicChoiceProps): React.ReactNode {
  return (
    <label className="check">
      <input type="checkbox" checked={!nativeOnly} onChange={(event) => onChange(!event.target.checked)} />
      <span>
        {t('hosting.classic')}
        <small>{text}</small>
      </span>
    </label>
  )
}
