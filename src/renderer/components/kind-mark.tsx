import type { PersonKind } from '../../core/common/room.ts'
import { t } from '../language.ts'

/** Whether somebody is the host, or speaks through a classic program. */
export function KindMark({ kind }: { kind: PersonKind }): React.ReactNode {
  if (kind === 'host') return <span className="tag">{t('people.host')}</span>
  if (kind !== 'classic') return null
  return (
    <span className="chip" title={t('people.classicTitle')}>
      {t('people.classic')}
    </span>
  )
}
