import { useState } from 'react'
import type { Ban } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { Button } from '../components/button.tsx'
import { Name } from '../components/name.tsx'
import { useNow } from '../components/use-now.ts'
import { FormError, type FormFault } from '../components/text-field.tsx'
import { timeFormat } from '../conversation/times.ts'
import { tryModerating } from '../store/room-actions.ts'
import { banWords } from '../view/words.ts'
import { t } from '../language.ts'

/** Who may not come in. Letting somebody in again takes effect at once. */
export function BanList({ roomId, bans }: { roomId: string; bans: readonly Ban[] }): React.ReactNode {
  const now = useNow(60_000)
  const [fault, setFault] = useState<FormFault | null>(null)
  const letIn = (banId: string): void => {
    setFault(null)
    void tryModerating(roomId, { type: 'unban', banId }).then(setFault)
  }
  return (
    <section aria-label={t('ban.list')}>
      <h3 className="form-heading">{t('ban.list')}</h3>
      {bans.length === 0 ? (
        <p className="form-note">{t('ban.nobody')}</p>
      ) : (
        <ul className="bans">
          {bans.map((ban) => (
            <li key={ban.id}>
              <div className="ban">
                <Name className="strong">{ban.nickname}</Name>
                <small>{banWords(ban, timeFormat.day(ban.at, now))}</small>
                {ban.reason !== '' && <small dir="auto">{t('ban.quote', { reason: printable(ban.reason) })}</small>}
              </div>
              <Button
                className="button-small"
                aria-label={t('ban.letInName', { name: printable(ban.nickname) })}
                onClick={() => letIn(ban.id)}
              >
                {t('ban.letIn')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <FormError error={fault} />
    </section>
  )
}
