import { Smile } from 'lucide-react'
import { lazy, Suspense, useId, useRef, useState } from 'react'
import { IconButton } from '../components/button.tsx'
import { t } from '../language.ts'

const EmojiPicker = lazy(async () => ({ default: (await import('./emoji-picker.tsx')).EmojiPicker }))

interface EmojiButtonProps {
  disabled: boolean
  onChoose: (emoji: string) => void
}

/** Opens the picker for what is being written. */
export function EmojiButton({ disabled, onChoose }: EmojiButtonProps): React.ReactNode {
  const id = useId()
  const popover = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <IconButton label={t('emoji.open')} className="emoji-open" popoverTarget={id} disabled={disabled}>
        <Smile aria-hidden="true" />
      </IconButton>
      <div
        ref={popover}
        id={id}
        popover="auto"
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A fieldset cannot be a popover everywhere.
        role="group"
        aria-label={t('emoji.choose')}
        className="popover emoji-popover"
        onBeforeToggle={({ newState }) => newState === 'open' && setOpen(true)}
        onToggle={({ newState, currentTarget }) => {
          if (newState === 'closed') setOpen(false)
          // It may have been drawn before it was in sight, and could not take the focus then.
          else currentTarget.querySelector('input')?.focus()
        }}
      >
        {isOpen && (
          <Suspense>
            <EmojiPicker
              onChoose={(emoji) => {
                popover.current?.hidePopover()
                onChoose(emoji)
              }}
            />
          </Suspense>
        )}
      </div>
    </>
  )
}
