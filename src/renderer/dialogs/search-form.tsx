import { CircleAlert, Search, X } from 'lucide-react'
import { useId, useRef } from 'react'
import { printable } from '../../core/common/unsafe-text.ts'
import { Button } from '../components/button.tsx'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { clearFilters, fillIn, moveMark, showMarked, typeWords } from '../store/search-actions.ts'
import { faultIn, hasFilters, isBackwards, type SearchForm as Form } from '../store/search.ts'
import { hitId, hitListId } from './search-results.tsx'
import { t } from '../language.ts'
import { said } from '../view/said.ts'

interface SearchFormProps {
  form: Form
  marked: number
  hasHits: boolean
}

/** What is looked for. Each change searches anew; arrows move through what was found, and Enter goes there. */
export function SearchForm({ form, marked, hasHits }: SearchFormProps): React.ReactNode {
  const words = useRef<HTMLInputElement>(null)
  const faultId = useId()
  const fault = faultIn(form)
  const keyDown = (event: React.KeyboardEvent): void => {
    // While a word is being composed, the keys are its own. Chromium says so by isComposing, or by the key code 229.
    if (event.nativeEvent.isComposing || event.keyCode === 229 || !(event.target instanceof HTMLInputElement)) return
    if (event.key === 'Enter') {
      event.preventDefault()
      showMarked()
    } else if (event.target.type === 'text' && moveMark(event.key)) event.preventDefault()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- It hears the keys of all its fields.
    <form
      className="search-form"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- It is the form that searches.
      role="search"
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={keyDown}
    >
      <div className="search-words">
        <Search aria-hidden="true" />
        <input
          ref={words}
          type="text"
          role="combobox"
          aria-label={t('search.words')}
          aria-expanded={hasHits}
          aria-controls={hitListId}
          aria-autocomplete="list"
          aria-activedescendant={hasHits ? hitId(marked) : undefined}
          placeholder={t('search.placeholder')}
          autoComplete="off"
          maxLength={1000}
          value={form.words}
          aria-invalid={fault !== null}
          aria-describedby={fault === null ? undefined : faultId}
          onChange={(event) => typeWords(event.target.value)}
          data-first-focus
        />
      </div>
      <Filters form={form} fault={fault} faultId={faultId} backToWords={() => words.current?.focus()} />
    </form>
  )
}

interface FiltersProps {
  form: Form
  /** What is wrong among the words, in a sentence. */
  fault: string | null
  faultId: string
  backToWords: () => void
}

function Filters({ form, fault, faultId, backToWords }: FiltersProps): React.ReactNode {
  const id = useId()
  const backwards = isBackwards(form)
  const day = (name: 'from' | 'until', label: string): React.ReactNode => (
    <label className="search-filter">
      <span>{label}</span>
      <input
        type="date"
        value={form[name]}
        aria-invalid={backwards}
        aria-describedby={backwards ? id : undefined}
        onChange={(event) => fillIn({ [name]: event.target.value })}
      />
    </label>
  )
  return (
    <div className="search-filters">
      <ScopeChoice form={form} backToWords={backToWords} />
      {form.roomName !== '' && <NamedRooms name={form.roomName} />}
      <label className="search-filter search-author">
        <span>{t('search.by')}</span>
        <input
          type="text"
          placeholder={t('search.anybody')}
          autoComplete="off"
          spellCheck={false}
          maxLength={1000}
          value={form.author}
          onChange={(event) => fillIn({ author: event.target.value })}
        />
      </label>
      <div className="search-days">
        {day('from', t('search.since'))}
        {day('until', t('search.until'))}
      </div>
      {hasFilters(form) && <ClearFilters backToWords={backToWords} />}
      <div className="field-error" role="alert">
        {fault !== null && (
          <p id={faultId}>
            <CircleAlert aria-hidden="true" />
            {said(fault)}
          </p>
        )}
        {backwards && (
          <p id={id}>
            <CircleAlert aria-hidden="true" />
            {t('search.backwards')}
          </p>
        )}
      </div>
    </div>
  )
}

function ClearFilters({ backToWords }: Pick<FiltersProps, 'backToWords'>): React.ReactNode {
  return (
    <Button
      className="button-small search-clear"
      onClick={() => {
        clearFilters()
        // The button goes with the filters.
        backToWords()
      }}
    >
      {t('search.clear')}
    </Button>
  )
}

/** The room that is shown, or every copy on this computer. */
function ScopeChoice({ form, backToWords }: { form: Form; backToWords: () => void }): React.ReactNode {
  const active = useAppStore((state) => listed(state, state.activeRoomId)?.room)
  if (!active) return null
  const choice = (id: string | null, words: string, title: string): React.ReactNode => (
    <label title={title}>
      <input
        type="radio"
        name="scope"
        checked={form.roomName === '' && form.roomId === id}
        onChange={() => fillIn({ roomId: id, roomName: '' })}
        onClick={({ currentTarget }) => {
          // By a pointer, that is. Arrows click as well, and go on from here.
          if (!currentTarget.matches(':focus-visible')) backToWords()
        }}
      />
      <span>{words}</span>
    </label>
  )
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">{t('search.where')}</legend>
      {choice(active.id, t('search.thisRoom'), printable(active.name))}
      {choice(null, t('search.everywhere'), t('search.everywhereTitle'))}
    </fieldset>
  )
}

/** Only rooms that are called so are looked through, until this is taken away. */
function NamedRooms({ name }: { name: string }): React.ReactNode {
  return (
    <Button className="button-small" title={t('search.anyRoom')} onClick={() => fillIn({ roomName: '' })}>
      {t('search.inRoom', { name: printable(name) })}
      <X aria-hidden="true" />
      <span className="visually-hidden">{t('search.anyRoom')}</span>
    </Button>
  )
}
