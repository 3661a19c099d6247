import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultLimits } from '../../core/common/limits.ts'
import { parseNickname } from '../../core/common/nickname.ts'
import { CopyButton } from '../components/copy-button.tsx'
import { TextField, type FormFault } from '../components/text-field.tsx'
import { rememberNickname } from '../store/actions.ts'
import { useAppStore } from '../store/app-store.ts'

export function YouSection(): React.ReactNode {
  const { t } = useTranslation()
  const fingerprint = useAppStore((state) => state.program.fingerprint)
  const [nickname, setNickname] = useState(useAppStore((state) => state.profile.nickname))
  const [error, setError] = useState<FormFault | null>(null)
  const typed = (nickname: string): void => {
    setNickname(nickname)
    const parsed = parseNickname(nickname, defaultLimits)
    setError(parsed.ok || nickname.trim() === '' ? null : { field: 'nickname', message: parsed.error })
    if (parsed.ok) rememberNickname(nickname)
  }
  return (
    <>
      <TextField
        data-setting="name"
        label={t('settings.you.name')}
        hint={t('settings.you.nameHint')}
        field="nickname"
        value={nickname}
        onChange={typed}
        error={error}
      />
      <div className="settings-block">
        <h4 tabIndex={-1} data-setting="key">
          {t('settings.you.key')}
        </h4>
        <p className="settings-line">
          <code className="address">{fingerprint}</code>
          <CopyButton text={fingerprint} withWords />
        </p>
        <p className="form-note">{t('settings.you.keyHint')}</p>
      </div>
    </>
  )
}
