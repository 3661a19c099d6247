import { Apple, Cat, Flag, Heart, Lightbulb, Plane, Smile, User, Volleyball, type LucideIcon } from 'lucide-react'
import { IconButton } from '../components/button.tsx'
import { t } from '../language.ts'
import { inReadingOrder } from '../view/arrow-key.ts'
import type { EmojiGroup } from './emoji-catalogue.ts'
import { gridStep } from './grid-step.ts'

const icons: Readonly<Record<EmojiGroup, LucideIcon>> = {
  smileys: Smile,
  people: User,
  animals: Cat,
  food: Apple,
  travel: Plane,
  activities: Volleyball,
  objects: Lightbulb,
  symbols: Heart,
  flags: Flag,
}

interface GroupChoiceProps {
  /** Null while none is shown. */
  group: EmojiGroup | null
  onChoose: (group: EmojiGroup) => void
}

/** The themes of emoji. One stop for Tab; the arrows go from one to the next. */
export function GroupChoice({ group, onChoose }: GroupChoiceProps): React.ReactNode {
  const groups = Object.keys(icons) as EmojiGroup[]
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- Its buttons take the focus.
    <div className="emoji-groups" role="toolbar" aria-label={t('emoji.themes')} onKeyDown={moveByKeys}>
      {groups.map((name, index) => {
        const Icon = icons[name]
        return (
          <IconButton
            key={name}
            label={t(`emoji.groups.${name}`)}
            aria-pressed={name === group}
            tabIndex={name === group || (group === null && index === 0) ? 0 : -1}
            onClick={() => onChoose(name)}
          >
            <Icon aria-hidden="true" />
          </IconButton>
        )
      })}
    </div>
  )
}

function moveByKeys(event: React.KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const index = buttons.findIndex((button) => button === event.target)
  const key = inReadingOrder(event.key, getComputedStyle(event.currentTarget).direction)
  const next = gridStep([buttons.length], buttons.length, index, key)
  if (typeof next !== 'number') return
  event.preventDefault()
  event.stopPropagation()
  buttons[next]?.focus()
}
