import { CircleAlert, SearchX, TextSearch } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { SearchHit } from '../../core/common/ipc-contract.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { Avatar, RoomColours } from '../components/avatar.tsx'
import { Button } from '../components/button.tsx'
import { Moment } from '../components/moment.tsx'
import { Name } from '../components/name.tsx'
import { useNow } from '../components/use-now.ts'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { noColours } from '../store/colours.ts'
import { fillIn, moreHits, searchAgain, showHit } from '../store/search-actions.ts'
import { resultsWords, type SearchForm, type SearchResults as Results } from '../store/search.ts'
import { t } from '../language.ts'
import { Phrase } from '../components/phrase.tsx'
import { phrase } from '../view/phrase.ts'
import { said } from '../view/said.ts'

export const hitListId = 'search-hits'

export function hitId(index: number): string {
  return `search-hit-${index}`
}

/** How often `Today` may have become `Yesterday`, in milliseconds. */
const dayCheckMs = 60_000
/** How near to the last hit, in pixels, the next ones are asked for. */
const endDistance = 400

interface SearchResultsProps {
  form: SearchForm
  results: Results
  marked: number
  /** Why a hit could not be shown. */
  problem: string | null
}

export function SearchResults({ form, results, marked, problem }: SearchResultsProps): React.ReactNode {
  const hits = results.kind === 'found' ? results.hits : []
  const isStale = results.kind === 'found' && results.isStale
  const now = useNow(dayCheckMs)
  const scroller = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A list that is shorter than its place cannot be scrolled to its end.
    if (scroller.current && isNearEnd(scroller.current)) moreHits()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- Other results may have another height.
  }, [results])
  return (
    <>
      <div className="search-status">
        <output>{resultsWords(results)}</output>
        {hits.length > 0 && <span className="search-keys">{t('search.keys')}</span>}
        <Problem words={problem} />
      </div>
      <div
        className="search-scroller"
        ref={scroller}
        onScroll={({ currentTarget }) => isNearEnd(currentTarget) && moreHits()}
      >
        {/* A list of rich rows under a field that keeps the focus: what HTML has for choosing can hold plain text only. */}
        <div
          id={hitListId}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
          role="listbox"
          aria-label={t('search.found')}
          className={isStale ? 'search-hits search-hits-stale' : 'search-hits'}
        >
          {hits.map((hit, index) => (
            <Hit
              key={`${hit.roomKey} ${hit.messageId}`}
              hit={hit}
              index={index}
              now={now}
              isMarked={index === marked}
              withRoom={form.roomId === null}
            />
          ))}
        </div>
        {hits.length === 0 && <Nothing form={form} results={results} />}
      </div>
    </>
  )
}

function Problem({ words }: { words: string | null }): React.ReactNode {
  return (
    <div className="field-error" role="alert">
      {words !== null && (
        <p>
          <CircleAlert aria-hidden="true" />
          <span dir="auto">{said(words)}</span>
        </p>
      )}
    </div>
  )
}

interface HitProps {
  hit: SearchHit
  index: number
  now: number
  isMarked: boolean
  withRoom: boolean
}

function Hit({ hit, index, now, isMarked, withRoom }: HitProps): React.ReactNode {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isMarked) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isMarked])
  const { roomId, roomName, nickname, at, excerpt } = hit
  const colours = useAppStore((state) => listed(state, roomId)?.colours ?? noColours)
  return (
    // The keys are those of the field, which keeps the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus, jsx-a11y/prefer-tag-over-role
    <div
      ref={element}
      id={hitId(index)}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="option"
      aria-selected={isMarked}
      className="hit"
      onClick={() => void showHit(hit, index)}
    >
      <RoomColours value={colours}>
        <Avatar nickname={nickname} small />
      </RoomColours>
      <div className="hit-body">
        <p className="hit-head">
          <Name className="hit-author">{nickname}</Name>
          {withRoom && (
            <span className="hit-room">
              <Phrase pieces={phrase({ name: roomName }, (names) => t('search.inRoom', names))} />
            </span>
          )}
          <Moment at={at} now={now} />
        </p>
        <p className="hit-text" dir="auto">
          {excerpt.map(({ text, isMatch }, piece) =>
            // An excerpt never changes, so the position is a name that lasts.
            // oxlint-disable-next-line react/no-array-index-key
            isMatch ? <mark key={piece}>{printable(text)}</mark> : printable(text),
          )}
        </p>
      </div>
    </div>
  )
}

/** What to do where there is nothing to see. */
function Nothing({ form, results }: { form: SearchForm; results: Results }): React.ReactNode {
  switch (results.kind) {
    case 'searching':
      return null
    case 'none':
      return (
        <div className="search-nothing">
          <TextSearch aria-hidden="true" />
          <h3>{t('search.noneTitle')}</h3>
          <p>{t('search.noneText')}</p>
        </div>
      )
    case 'found':
      return (
        <div className="search-nothing">
          <SearchX aria-hidden="true" />
          <h3>{t(results.isNoRoom ? 'search.noRoomTitle' : 'search.nothingTitle')}</h3>
          <p>{t(results.isNoRoom ? 'search.noRoomText' : 'search.nothingText')}</p>
          {(form.roomId !== null || form.roomName !== '') && (
            <Button onClick={() => fillIn({ roomId: null, roomName: '' })}>{t('search.lookEverywhere')}</Button>
          )}
        </div>
      )
    case 'failed':
      return (
        <div className="search-nothing" role="alert">
          <CircleAlert aria-hidden="true" />
          <h3>{t('search.failed')}</h3>
          <p dir="auto">{said(results.message)}</p>
          <Button onClick={searchAgain}>{t('common.tryAgain')}</Button>
        </div>
      )
  }
}

function isNearEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight < endDistance
}
