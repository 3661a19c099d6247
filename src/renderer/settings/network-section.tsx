import { useTranslation } from 'react-i18next'
import { parsePort } from '../../core/common/address.ts'
import type { NetworkPreferences } from '../../core/common/preferences.ts'
import { failure, success } from '../../core/common/result.ts'
import { TextField } from '../components/text-field.tsx'
import { SelectField } from '../dialogs/select-field.tsx'
import { useAppStore } from '../store/app-store.ts'
import { updatePreferences } from '../store/preference-actions.ts'
import { Toggle } from './toggle.tsx'
import { useTypedSetting } from './use-typed-setting.ts'

export function NetworkSection(): React.ReactNode {
  const { t } = useTranslation()
  const { exposure, port, reconnect } = useAppStore((state) => state.preferences.network)
  const change = (network: Partial<NetworkPreferences>): void => updatePreferences({ network })
  const portField = useTypedSetting({
    field: 'port',
    kept: String(port),
    parse: (typed) => {
      const parsed = parsePort(typed)
      return parsed.ok && parsed.value > 0 ? success(String(parsed.value)) : failure(t('settings.network.badPort'))
    },
    keep: (typed) => change({ port: Number(typed) }),
  })
  return (
    <>
      <SelectField
        setting="exposure"
        label={t('settings.network.exposure')}
        hint={t('settings.network.exposureHint')}
        value={exposure}
        choices={[
          { value: 'this-computer', words: t('settings.network.thisComputer') },
          { value: 'this-network', words: t('settings.network.thisNetwork') },
          { value: 'all-addresses', words: t('settings.network.allAddresses') },
        ]}
        onChange={(exposure) => change({ exposure })}
      />
      <TextField
        data-setting="port"
        label={t('settings.network.port')}
        className="field-port"
        inputMode="numeric"
        {...portField}
      />
      <Toggle
        setting="reconnect"
        label={t('settings.network.reconnect')}
        hint={t('settings.network.reconnectHint')}
        checked={reconnect}
        onChange={(reconnect) => change({ reconnect })}
      />
    </>
  )
}
