import { Smile } from 'lucide-react'
import { lazy, Suspense, useId, useRef } from 'react'
import { IconButton } from '../components/button.tsx'
import { Popover } from '../components/popover.tsx'
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
  return (
    <>
      <IconButton label={t('emoji.open')} className="emoji-open" popoverTarget={id} disabled={disabled}>
        <Smile aria-hidden="true" />
      </IconButton>
      <Popover id={id} ref={popover} label={t('emoji.choose')} className="emoji-popover">
        <Suspense>
          <EmojiPicker
            onChoose={(emoji) => {
              popover.current?.hidePopover()
              onChoose(emoji)
            }}
          />
        </Suspense>
      </Popover>
    </>
  )
}
