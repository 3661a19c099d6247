import type { PersonKind } from '../../core/common/room.ts'

/** Whether somebody is the host, or speaks through a classic program. */
export function KindMark({ kind }: { kind: PersonKind }): React.ReactNode {
  if (kind === 'host') return <span className="tag">host</span>
  if (kind !== 'classic') return null
  return (
    <span className="chip" title="Speaks through a classic chat program">
      classic
    </span>
  )
}
