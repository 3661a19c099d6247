import { useId } from 'react'
import { t } from '../language.ts'

const hands = ['✋', '✋🏻', '✋🏼', '✋🏽', '✋🏾', '✋🏿']

interface ToneChoiceProps {
  /** From 1, the lightest, to 5; 0 for the colour of none. */
  tone: number
  onChange: (tone: number) => void
}

/** The tone of skin in which emoji are shown and put in. */
export function ToneChoice({ tone, onChange }: ToneChoiceProps): React.ReactNode {
  const name = useId()
  const labels = [
    t('emoji.tones.none'),
    t('emoji.tones.light'),
    t('emoji.tones.mediumLight'),
    t('emoji.tones.medium'),
    t('emoji.tones.mediumDark'),
    t('emoji.tones.dark'),
  ]
  return (
    <fieldset className="emoji-tones">
      <legend className="visually-hidden">{t('emoji.tone')}</legend>
      {hands.map((hand, index) => (
        <label key={hand} title={labels[index]}>
          <input
            type="radio"
            name={name}
            aria-label={labels[index]}
            checked={index === tone}
            onChange={() => onChange(index)}
            // It would send the form that it may stand in.
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          />
          <span aria-hidden="true">{hand}</span>
        </label>
      ))}
    </fieldset>
  )
}
