import { ChevronDown, ChevronUp, Search, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Entry, RoomState } from '../../core/common/room.ts'
import { IconButton } from '../components/button.tsx'
import { isMac } from '../components/use-shortcuts.ts'
import { numberWords, t } from '../language.ts'
import { useAppStore } from '../store/app-store.ts'
import { closeFind } from '../store/find-actions.ts'
import type { FindState } from '../store/find.ts'
import type { Row } from './rows.ts'
import { useFind, type Finding } from './use-find.ts'

interface FindBarProps {
  room: RoomState
  rows: readonly Row[]
  /** What is looked through, with what the rows do not show at the moment. */
  entries: readonly Entry[]
  /** Brings a row into sight. */
  show: (index: number) => void
}

/** Over the head of the conversation: looks for words in it, from the newest message back. */
export function FindBar(props: FindBarProps): React.ReactNode {
  const find = useAppStore((state) => state.find)
  return find?.roomId === props.room.id ? <OpenBar {...props} find={find} /> : null
}

function OpenBar({ find, ...rest }: FindBarProps & { find: FindState }): React.ReactNode {
  const finding = useFind({ ...rest, find })
  const { change, older, newer, count } = finding
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- Each call is to be heard, whatever it says.
  }, [find.calls])
  useFindKeys(finding)
  return (
    <search className="find-bar" aria-label={t('find.title')}>
      <Search aria-hidden="true" />
      <input
        ref={input}
        type="text"
        aria-label={t('find.words')}
        placeholder={t('find.words')}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={find.words}
        onChange={({ target }) => change(target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.key !== 'Enter') return
          event.preventDefault()
          if (event.shiftKey) newer()
          else older()
        }}
      />
      <output className="find-count">{find.words.trim() !== '' && countWords(finding)}</output>
      <IconButton label={t('find.older')} disabled={count === 0} onClick={older}>
        <ChevronUp aria-hidden="true" />
      </IconButton>
      <IconButton label={t('find.newer')} disabled={count === 0} onClick={newer}>
        <ChevronDown aria-hidden="true" />
      </IconButton>
      <IconButton label={t('common.close')} onClick={closeFind}>
        <X aria-hidden="true" />
      </IconButton>
    </search>
  )
}

function countWords({ count, number, isLooking, mayBeMore }: Finding): string {
  if (isLooking) return t('find.looking')
  if (count === 0) return t('find.nothing')
  const numbers = { number: numberWords(number), total: numberWords(count) }
  return mayBeMore ? t('find.soFar', numbers) : t('find.of', numbers)
}

/** Wherever in the window: F3, and on a Mac also ⌘G, go on; Escape closes, unless something else is open. */
function useFindKeys({ older, newer }: Finding): void {
  useEffect(() => {
    const keyDown = (event: KeyboardEvent): void => {
      if (document.querySelector('dialog[open], [popover]:popover-open')) return
      const goesOn = event.key === 'F3' || (isMac && event.metaKey && event.key.toLowerCase() === 'g')
      if (event.key === 'Escape' && !event.isComposing) closeFind()
      else if (goesOn && event.shiftKey) newer()
      else if (goesOn) older()
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    // Before the conversation and the composer, whose Escape means something else.
    window.addEventListener('keydown', keyDown, { capture: true })
    return () => window.removeEventListener('keydown', keyDown, { capture: true })
  })
}
