import { Lightbulb } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RoomState } from '../../core/common/room.ts'
import { useAppStore } from '../store/app-store.ts'
import { focusComposer } from '../store/composer-actions.ts'
import { putAwayHint } from '../store/preference-actions.ts'
import { Button } from './button.tsx'
import { hintFor } from './hints.ts'

/** What one should know of a room, said once. */
export function HintBar({ room }: { room: RoomState }): React.ReactNode {
  const { t } = useTranslation()
  const hint = hintFor(
    room,
    useAppStore((state) => state.preferences.help.seenHints),
  )
  if (hint === null) return null
  return (
    <section className="banner hint-bar" aria-label={t('hints.label')}>
      <Lightbulb aria-hidden="true" />
      <p>{t(`hints.${hint}`)}</p>
      <Button
        className="button-small"
        onClick={() => {
          putAwayHint(hint)
          focusComposer()
        }}
      >
        {t('hints.dismiss')}
      </Button>
    </section>
  )
}
