import { ArrowUp, ChevronRight, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import type { HappeningEntry, NoticeEntry, PresenceEntry } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { LikenessMark } from '../components/likeness-mark.tsx'
import { Phrase } from '../components/phrase.tsx'
import { DayButton } from './day-button.tsx'
import { happeningPhrase } from './happening-phrase.ts'
import { presencePhrase } from './presence-phrase.ts'
import { timeFormat } from './times.ts'
import { t } from '../language.ts'
import { said } from '../view/said.ts'

interface DayRowProps {
  roomId: string
  rowKey: string
  at: number
}

export function DayRow(props: DayRowProps): React.ReactElement {
  return (
    <h2 className="divider">
      <DayButton {...props} />
    </h2>
  )
}

export function UnreadRow(): React.ReactElement {
  return <h2 className="divider divider-unread">{t('conversation.newDivider')}</h2>
}

/** Stands below what was said before. */
export function PastEndRow(): React.ReactElement {
  return (
    <h2 className="divider divider-past">
      <ArrowUp aria-hidden="true" />
      {t('conversation.earlier')}
    </h2>
  )
}

interface PresenceRowProps {
  rowKey: string
  changes: readonly PresenceEntry[]
  isUnfolded: boolean
  toggle: (key: string) => void
}

/** Who came and went, in one line; each with the time when it is unfolded. */
export function PresenceRow({ rowKey, changes, isUnfolded, toggle }: PresenceRowProps): React.ReactElement {
  const phrase = <Phrase pieces={presencePhrase(changes)} />
  if (changes.length === 1) {
    return (
      <div className="quiet-row">
        <p>{phrase}</p>
        <Likenesses named={changes} />
      </div>
    )
  }
  return (
    <div className="quiet-row">
      <button
        type="button"
        className="fold-button"
        data-row={rowKey}
        tabIndex={-1}
        aria-expanded={isUnfolded}
        onClick={() => toggle(rowKey)}
      >
        <span>{phrase}</span>
        <ChevronRight aria-hidden="true" />
      </button>
      {isUnfolded && (
        <ul className="presence-list">
          {changes.map((change) => (
            <li key={change.id}>
              <time dateTime={new Date(change.at).toISOString()}>{timeFormat.time(change.at)}</time>
              <span>
                <Phrase pieces={presencePhrase([change])} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <Likenesses named={changes} />
    </div>
  )
}

interface LikenessesProps {
  named: readonly Pick<PresenceEntry, 'nickname' | 'looksLike'>[]
}

/** Warns of those who took a name that could be taken for another one: folded or not, and each once. */
function Likenesses({ named }: LikenessesProps): React.ReactNode {
  const likenesses = new Map(named.flatMap(({ nickname, looksLike }) => (looksLike ? [[nickname, looksLike]] : [])))
  return [...likenesses].map(([nickname, looksLike]) => (
    <p key={nickname}>
      <LikenessMark nickname={nickname} looksLike={looksLike} />
    </p>
  ))
}

export const NoticeRow = memo(function NoticeRow({ notice }: { notice: NoticeEntry }): React.ReactElement {
  const isWarning = notice.tone === 'warning'
  return (
    <p className={isWarning ? 'quiet-row warning-row' : 'quiet-row'} title={timeFormat.full(notice.at)} dir="auto">
      {isWarning && <TriangleAlert aria-label={t('conversation.warning')} />}
      <span>{said(printable(notice.text))}</span>
    </p>
  )
})

/** What changed about the room or somebody in it. */
export const HappeningRow = memo(function HappeningRow({ entry }: { entry: HappeningEntry }): React.ReactElement {
  const { at, happening } = entry
  const named = 'looksLike' in happening ? [happening] : []
  return (
    <div className="quiet-row" title={timeFormat.full(at)}>
      <p>
        <Phrase pieces={happeningPhrase(happening)} />
      </p>
      <Likenesses named={named} />
    </div>
  )
})
