import type { PhrasePiece } from '../view/phrase.ts'
import { Name } from './name.tsx'

interface PhraseProps {
  pieces: readonly PhrasePiece[]
  /** Of the names. */
  className?: string
}

/** A sentence, with each name in it shown as one. */
export function Phrase({ pieces, className }: PhraseProps): React.ReactNode {
  return pieces.map(({ kind, text }, index) =>
    kind === 'name' ? (
      // A phrase never changes its order, and may name somebody twice.
      // oxlint-disable-next-line react/no-array-index-key
      <Name key={index} {...(className !== undefined && { className })}>
        {text}
      </Name>
    ) : (
      text
    ),
  )
}
