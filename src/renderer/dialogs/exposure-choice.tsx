import type { Exposure } from '../../core/common/room.ts'
import { exposureIcons } from '../components/exposure-icons.ts'
import { t } from '../language.ts'
import { exposureWords } from '../view/words.ts'

const exposures = ['this-computer', 'this-network', 'all-addresses'] as const

interface ExposureChoiceProps {
  value: Exposure
  onChange: (exposure: Exposure) => void
  /** The dialog begins here. */
  isFirst?: boolean
}

/** Who can reach a hosted room, with what each choice means. */
export function ExposureChoice({ value, onChange, isFirst = false }: ExposureChoiceProps): React.ReactNode {
  return (
    <fieldset className="choice">
      <legend>{t('exposure.legend')}</legend>
      {exposures.map((exposure) => (
        <ChoiceCard
          key={exposure}
          exposure={exposure}
          isChosen={exposure === value}
          isFirst={isFirst}
          onChoose={() => onChange(exposure)}
        />
      ))}
    </fieldset>
  )
}

interface ChoiceCardProps {
  exposure: Exposure
  isChosen: boolean
  isFirst: boolean
  onChoose: () => void
}

function ChoiceCard({ exposure, isChosen, isFirst, onChoose }: ChoiceCardProps): React.ReactNode {
  const Icon = exposureIcons[exposure]
  const { name, meaning } = exposureWords(exposure)
  return (
    <label className="choice-card">
      <input
        type="radio"
        name="exposure"
        checked={isChosen}
        onChange={onChoose}
        data-first-focus={(isFirst && isChosen) || undefined}
      />
      <Icon aria-hidden="true" />
      <span>
        <strong>{name}</strong>
        <small>{meaning}</small>
      </span>
    </label>
  )
}
