import { useTranslation } from 'react-i18next'
import { defaultLimits } from '../../core/common/limits.ts'
import { parseNickname } from '../../core/common/nickname.ts'
import { CopyButton } from '../components/copy-button.tsx'
import { TextField } from '../components/text-field.tsx'
import { rememberNickname } from '../store/actions.ts'
import { useAppStore } from '../store/app-store.ts'
import { useTypedSetting } from './use-typed-setting.ts'

export function YouSection(): React.ReactNode {
  const { t } = useTranslation()
  const fingerprint = useAppStore((state) => state.program.fingerprint)
  const nickname = useTypedSetting({
    field: 'nickname',
    kept: useAppStore((state) => state.profile.nickname),
    parse: (typed) => parseNickname(typed, defaultLimits),
    keep: rememberNickname,
  })
  return (
    <>
      <TextField data-setting="name" label={t('settings.you.name')} hint={t('settings.you.nameHint')} {...nickname} />
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
