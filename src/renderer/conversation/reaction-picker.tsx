import { SmilePlus } from 'lucide-react'
import { lazy, Suspense, useId, useRef, useState } from 'react'
import { IconButton } from '../components/button.tsx'
import { recentEmoji, rememberEmoji } from '../emoji/recent-emoji.ts'
import { t } from '../language.ts'
import { react } from '../store/message-actions.ts'
import { moveByArrows } from './arrow-keys.ts'
import { offeredEmoji } from './quick-emoji.ts'

const EmojiPicker = lazy(async () => ({ default: (await import('../emoji/emoji-picker.tsx')).EmojiPicker }))

/** The same as in the style sheet. */
const columns = 6

/** What begins the name of an emoji. */
const letter = /^[\p{L}\p{N}]$/u

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
  /** What is looked for among all emoji; null while only a few are offered. */
  const [words, setWords] = useState<string | null>(null)
  const choose = (emoji: string): void => {
    react(roomId, messageId, emoji, !own.includes(emoji))
    popover.current?.hidePopover()
  }
  const keyDown = (event: React.KeyboardEvent<HTMLDivElement>): void => {
    if (event.target instanceof HTMLInputElement) return
    if (isLetter(event) && !popover.current?.querySelector('input')) {
      // Until the search is there, which takes the focus, more letters come in here.
      event.preventDefault()
      event.currentTarget.focus()
      setWords((words ?? '') + event.key)
    } else if (words === null) moveByArrows(event, columns)
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
        tabIndex={-1}
        popover="auto"
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A fieldset cannot be a popover everywhere.
        role="group"
        aria-label={t('message.chooseReaction')}
        className="popover emoji-choice"
        onBeforeToggle={() => setRecent(recentEmoji(localStorage))}
        onToggle={({ newState, currentTarget }) => {
          onToggle(newState === 'open')
          if (newState === 'closed') setWords(null)
          if (newState === 'open') currentTarget.querySelector('button')?.focus()
        }}
        onKeyDown={keyDown}
      >
        {words === null ? (
          <>
            {offeredEmoji(recent).map((emoji) => (
              <button
                key={emoji}
                type="button"
                className="emoji-button"
                aria-pressed={own.includes(emoji)}
                aria-label={emoji}
                onClick={() => {
                  rememberEmoji(localStorage, emoji)
                  choose(emoji)
                }}
              >
                {emoji}
              </button>
            ))}
            <button type="button" className="emoji-more" onClick={() => setWords('')}>
              {t('emoji.more')}
            </button>
          </>
        ) : (
          <Suspense>
            <EmojiPicker words={words} onChoose={choose} />
          </Suspense>
        )}
      </div>
    </>
  )
}

function isLetter({ key, ctrlKey, altKey, metaKey, nativeEvent }: React.KeyboardEvent): boolean {
  return letter.test(key) && !ctrlKey && !altKey && !metaKey && !nativeEvent.isComposing
}
