import { TriangleAlert } from 'lucide-react'
import { printable } from '../../core/common/unsafe-text.ts'
import { t } from '../language.ts'
import { phrase } from '../view/phrase.ts'
import { Phrase } from './phrase.tsx'

interface LikenessMarkProps {
  /** Whose name theirs could be taken for. */
  looksLike: string
  /** Who it is, where that is not said beside it. */
  nickname?: string
}

/** Warns of somebody whose name could be taken for that of somebody else. */
export function LikenessMark({ looksLike, nickname }: LikenessMarkProps): React.ReactNode {
  const pieces =
    nickname === undefined
      ? phrase({ name: looksLike }, (names) => t('people.looksLike', names))
      : phrase({ nickname, name: looksLike }, (names) => t('people.looksLikeOther', names))
  return (
    <span className="likeness" title={printable(pieces.map(({ text }) => text).join(''))}>
      <TriangleAlert aria-hidden="true" />
      <span className="likeness-words">
        <Phrase pieces={pieces} />
      </span>
    </span>
  )
}
