import { Search } from 'lucide-react'
import { memo, Suspense, use, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { t, translator } from '../language.ts'
import { inReadingOrder } from '../view/arrow-key.ts'
import { isDrawable } from './drawable-emoji.ts'
import { inTone, loadEmoji, type Emoji, type EmojiGroup } from './emoji-catalogue.ts'
import { searchEmoji } from './emoji-search.ts'
import { GroupChoice } from './group-choice.tsx'
import { gridStep } from './grid-step.ts'
import { recentEmoji, rememberEmoji, rememberSkinTone, skinTone } from './recent-emoji.ts'
import { ToneChoice } from './tone-choice.tsx'

/** The same as in the style sheet. */
const columns = 9

/** More would not be looked through. */
const mostFound = 90

interface EmojiPickerProps {
  /** What is looked for at first. */
  words?: string
  onChoose: (emoji: string) => void
}

/** All emoji that this computer can draw: to look for by name, or to look through. */
export function EmojiPicker(props: EmojiPickerProps): React.ReactNode {
  return (
    <div className="emoji-picker">
      <Suspense fallback={<p className="emoji-nothing">{t('emoji.loading')}</p>}>
        <LoadedPicker {...props} />
      </Suspense>
    </div>
  )
}

function LoadedPicker({ words: firstWords = '', onChoose }: EmojiPickerProps): React.ReactNode {
  const emoji = use(loadEmoji(translator.language))
  const [words, setWords] = useState(firstWords)
  const [group, setGroup] = useState<EmojiGroup>('smileys')
  const [tone, setTone] = useState(() => skinTone(localStorage))
  const [shown, setShown] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const grid = useRef<HTMLDivElement>(null)
  const sections = useSections(emoji, group, words)
  useLayoutEffect(() => {
    input.current?.focus()
    // Behind what is there already.
    input.current?.setSelectionRange(input.current.value.length, input.current.value.length)
  }, [])

  const choose = (unicode: string): void => {
    rememberEmoji(localStorage, unicode)
    onChoose(unicode)
  }
  const first = sections[0]?.emoji[0]
  return (
    <>
      <label className="emoji-search">
        <Search aria-hidden="true" />
        <input
          ref={input}
          type="search"
          aria-label={t('emoji.search')}
          placeholder={t('emoji.search')}
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          value={words}
          onChange={({ target }) => setWords(target.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            if (event.key === 'ArrowDown') buttonsIn(grid.current)[0]?.focus()
            else if (event.key !== 'Enter') return
            else if (first && words.trim() !== '') choose(inTone(first, tone))
            event.preventDefault()
          }}
        />
      </label>
      <GroupChoice
        group={words.trim() === '' ? group : null}
        onChoose={(group) => {
          setWords('')
          setGroup(group)
          grid.current?.scrollTo(0, 0)
        }}
      />
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Listens to its buttons. */}
      <div
        ref={grid}
        className="emoji-sections"
        onKeyDown={(event) => moveInGrid(event, sections, input.current)}
        onFocus={({ target }) => setShown(target.title)}
        onPointerOver={({ target }) => target instanceof HTMLButtonElement && setShown(target.title)}
        onClick={({ target }) => {
          const unicode = target instanceof HTMLElement ? target.closest('button')?.dataset['emoji'] : undefined
          if (unicode !== undefined) choose(unicode)
        }}
      >
        {sections.map((section) => (
          <Section key={section.name} {...section} tone={tone} />
        ))}
        {sections.length === 0 && <p className="emoji-nothing">{t('emoji.nothing')}</p>}
      </div>
      <div className="emoji-foot">
        <p aria-hidden="true">{shown}</p>
        <ToneChoice
          tone={tone}
          onChange={(tone) => {
            rememberSkinTone(localStorage, tone)
            setTone(tone)
          }}
        />
      </div>
      <output className="visually-hidden">
        {words.trim() !== '' && t('emoji.found', { count: sections[0]?.emoji.length ?? 0 })}
      </output>
    </>
  )
}

interface SectionProps {
  readonly name: EmojiGroup | 'recent' | 'results'
  readonly emoji: readonly Emoji[]
}

const Section = memo(function Section({ name, emoji, tone }: SectionProps & { tone: number }): React.ReactElement {
  const label = t(`emoji.groups.${name}`)
  return (
    <section className="emoji-section" aria-label={label}>
      <h3>{label}</h3>
      <div className="emoji-grid">
        {emoji.map((one, index) => {
          // What was used before is in its tone already.
          const unicode = name === 'recent' ? one.unicode : inTone(one, tone)
          return (
            <button
              key={one.unicode}
              type="button"
              className="emoji-button"
              // One stop for Tab in each section; the arrows go on from there.
              tabIndex={index === 0 ? 0 : -1}
              aria-label={one.label}
              title={one.label}
              data-emoji={unicode}
            >
              {unicode}
            </button>
          )
        })}
      </div>
    </section>
  )
})

/** What was found; else one theme, below what was used last. All at once would be two thousand buttons. */
function useSections(emoji: readonly Emoji[], group: EmojiGroup, words: string): readonly SectionProps[] {
  const [recent] = useState(() => recentEmoji(localStorage))
  const used = useMemo((): readonly SectionProps[] => {
    const byUnicode = new Map(emoji.flatMap((one) => [one.unicode, ...one.tones].map((unicode) => [unicode, one])))
    const found = recent.flatMap((unicode) => {
      const one = byUnicode.get(unicode)
      return one ? { ...one, unicode } : []
    })
    return found.length > 0 ? [{ name: 'recent', emoji: found }] : []
  }, [emoji, recent])
  return useMemo(() => {
    if (words.trim() === '')
      return [...used, { name: group, emoji: emoji.filter((one) => one.group === group && isDrawable(one.unicode)) }]
    const found = searchEmoji(emoji, words)
      .filter(({ unicode }) => isDrawable(unicode))
      .slice(0, mostFound)
    return found.length > 0 ? [{ name: 'results', emoji: found }] : []
  }, [used, emoji, group, words])
}

function buttonsIn(grid: HTMLElement | null): HTMLButtonElement[] {
  return [...(grid?.querySelectorAll('button') ?? [])]
}

function moveInGrid(
  event: React.KeyboardEvent<HTMLElement>,
  sections: readonly SectionProps[],
  input: HTMLElement | null,
): void {
  const buttons = buttonsIn(event.currentTarget)
  const index = buttons.findIndex((button) => button === event.target)
  const sizes = sections.map(({ emoji }) => emoji.length)
  const key = inReadingOrder(event.key, getComputedStyle(event.currentTarget).direction)
  const next = index === -1 ? null : gridStep(sizes, columns, index, key)
  if (next === null) return
  event.preventDefault()
  event.stopPropagation()
  if (next === 'above') input?.focus()
  else buttons[next]?.focus()
}
