import { longestAwayMessage } from '../../core/common/limits.ts'
import { setAway } from '../store/room-actions.ts'
import { t } from '../language.ts'
import { TextDialog } from './text-dialog.tsx'

export function AwayDialog(): React.ReactNode {
  return (
    <TextDialog
      title={t('away.title')}
      label={t('away.label')}
      field="away"
      initial=""
      maxLength={longestAwayMessage}
      placeholder={t('away.placeholder')}
      hint={t('away.hint')}
      spellCheck
      submit={t('away.title')}
      send={setAway}
    />
  )
}
