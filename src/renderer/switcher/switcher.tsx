// The field keeps the focus and hears the keys, and what HTML has for choosing can hold plain text only.
/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */
import { Hash, History, Search, SlidersHorizontal, SquareChevronRight, UserRound } from 'lucide-react'
import { useEffect, useState } from 'react'
import { entryAfter } from '../components/menu-keys.ts'
import { Modal } from '../components/modal.tsx'
import { Name } from '../components/name.tsx'
import { t } from '../language.ts'
import { closeDialog } from '../store/actions.ts'
import { useAppStore } from '../store/app-store.ts'
import { destinations, goTo } from './go-to.ts'
import { matching, type SwitcherEntry } from './switcher-entries.ts'

const listId = 'switcher-list'

function optionId(index: number): string {
  return `switcher-option-${index}`
}

/** Goes to a room, a person, a command or a setting by a few letters of its name. */
export function Switcher(): React.ReactNode {
  // As it was on opening: nothing moves away under the finger that presses Enter.
  const [all] = useState(() => destinations(useAppStore.getState()))
  const [typed, setTyped] = useState('')
  const [marked, setMarked] = useState(0)
  const found = matching(all, typed)
  const keyDown = (event: React.KeyboardEvent): void => {
    // While a word is being composed, the keys are its own. Chromium says so by isComposing, or by the key code 229.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const chosen = found[marked]
    if (event.key === 'Enter') {
      event.preventDefault()
      if (chosen) goTo(chosen)
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setMarked(
        entryAfter(
          event.key,
          marked,
          found.map(({ words }) => words),
        ) ?? 0,
      )
    }
  }
  return (
    <Modal title={t('switcher.title')} className="switcher" onClose={closeDialog}>
      <div className="switcher-field search-words">
        <Search aria-hidden="true" />
        <input
          type="text"
          role="combobox"
          aria-label={t('switcher.words')}
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={found.length > 0 ? optionId(marked) : undefined}
          placeholder={t('switcher.placeholder')}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setMarked(0)
          }}
          onKeyDown={keyDown}
          data-first-focus
        />
      </div>
      <output className="visually-hidden">{t('switcher.found', { count: found.length })}</output>
      {found.length === 0 && <p className="switcher-nothing">{t('switcher.nothing')}</p>}
      <Entries found={found} marked={marked} onMark={setMarked} isGrouped={typed.trim() === ''} />
    </Modal>
  )
}

interface EntriesProps {
  found: readonly SwitcherEntry[]
  marked: number
  onMark: (index: number) => void
  /** A heading above each kind; what matches best is first otherwise, whatever it is. */
  isGrouped: boolean
}

function Entries({ found, marked, onMark, isGrouped }: EntriesProps): React.ReactNode {
  useEffect(() => {
    document.querySelector(`#${optionId(marked)}`)?.scrollIntoView({ block: 'nearest' })
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- Other entries may be elsewhere.
  }, [marked, found])
  return (
    <div id={listId} className="switcher-list" role="listbox" aria-label={t('switcher.title')}>
      {found.map((entry, index) => (
        <Entry
          key={entry.id}
          entry={entry}
          index={index}
          isMarked={index === marked}
          onMark={onMark}
          heads={isGrouped && entry.kind !== found[index - 1]?.kind}
        />
      ))}
    </div>
  )
}

interface EntryProps {
  entry: SwitcherEntry
  index: number
  isMarked: boolean
  onMark: (index: number) => void
  /** The first of its kind. */
  heads: boolean
}

const icons = {
  room: Hash,
  person: UserRound,
  recent: History,
  command: SquareChevronRight,
  setting: SlidersHorizontal,
} as const

function Entry({ entry, index, isMarked, onMark, heads }: EntryProps): React.ReactNode {
  const Icon = icons[entry.kind]
  return (
    <>
      {heads && (
        <div className="switcher-head" role="presentation">
          {t(`switcher.groups.${entry.kind}`)}
        </div>
      )}
      <div
        id={optionId(index)}
        role="option"
        className="switcher-entry"
        aria-selected={isMarked}
        onClick={() => goTo(entry)}
        onPointerMove={() => onMark(index)}
      >
        <Icon aria-hidden="true" />
        <Name className="switcher-words">{entry.words}</Name>
        {entry.kind === 'person' && entry.isDirect && (
          <span className="switcher-hint">{t('switcher.hints.person')}</span>
        )}
        {entry.detail !== '' && <Name className="switcher-detail">{entry.detail}</Name>}
      </div>
    </>
  )
}
