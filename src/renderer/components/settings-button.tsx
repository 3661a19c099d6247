import { Settings } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { runCommand } from '../store/commands.ts'
import { IconButton } from './button.tsx'
import { useWrittenKeys } from './use-shortcuts.ts'

export function SettingsButton(): React.ReactNode {
  const { t } = useTranslation()
  const keys = useWrittenKeys('settings')
  const label = t('settings.open')
  return (
    <IconButton label={label} title={keys === '' ? label : `${label} (${keys})`} onClick={() => runCommand('settings')}>
      <Settings aria-hidden="true" />
    </IconButton>
  )
}
