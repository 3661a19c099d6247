import { SmilePlus } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { IconButton } from '../components/button.tsx'
import { react } from '../store/message-actions.ts'
import { moveByArrows } from './arrow-keys.ts'
import { quickEmoji, recentEmoji, rememberEmoji } from './quick-emoji.ts'
import { t } from '../language.ts'

/** The same as in the style sheet. */
const columns = 6

interface ReactionPickerProps {
  roomId: string
  messageId: string
  /** The emoji that the person has put there already. */
  own: readonly string[]
  /** The choice is open, or closed again. */
  onToggle: (isOpen: boolean) => void
}

/** The button that opens a small choice of emoji, and the choice. */
export function ReactionPicker({ roomId, messageId, own, onToggle }: ReactionPickerProps): React.ReactNode {
  const id = useId()
  const popover = useRef<HTMLDivElement>(null)
  const [recent, setRecent] = useState<readonly string[]>([])
  const choose = (emoji: string): void => {
    rememberEmoji(localStorage, emoji)
    react(roomId, messageId, emoji, !own.includes(emoji))
    popover.current?.hidePopover()
  }
  return (
    <>
      <IconButton label={t('message.react')} popoverTarget={id}>
        <SmilePlus aria-hidden="true" />
      </IconButton>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- The arrow keys move between its buttons. */}
      <div
        ref={popover}
        id={id}
        popover="auto"
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A fieldset cannot be a popover everywhere.
        role="group"
        aria-label={t('message.chooseReaction')}
        className="popover emoji-choice"
        onBeforeToggle={() => setRecent(recentEmoji(localStorage))}
        onToggle={({ newState, currentTarget }) => {
          onToggle(newState === 'open')
          if (newState === 'open') currentTarget.querySelector('button')?.focus()
        }}
        onKeyDown={(event) => moveByArrows(event, columns)}
      >
        {[...recent, ...quickEmoji].map((emoji) => (
          <button
            key={emoji}
            type="button"
            className="emoji-button"
            aria-pressed={own.includes(emoji)}
            aria-label={emoji}
            onClick={() => choose(emoji)}
          >
            {emoji}
          </button>
        ))}
      </div>
    </>
  )
}
