import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parsePort } from '../../core/common/address.ts'
import type { NetworkPreferences } from '../../core/common/preferences.ts'
import { TextField, type FormFault } from '../components/text-field.tsx'
import { SelectField } from '../dialogs/select-field.tsx'
import { useAppStore } from '../store/app-store.ts'
import { updatePreferences } from '../store/preference-actions.ts'
import { Toggle } from './toggle.tsx'

export function NetworkSection(): React.ReactNode {
  const { t } = useTranslation()
  const { exposure, port, reconnect } = useAppStore((state) => state.preferences.network)
  const [typedPort, setTypedPort] = useState(String(port))
  const [error, setError] = useState<FormFault | null>(null)
  const change = (network: Partial<NetworkPreferences>): void => updatePreferences({ network })
  const typePort = (typed: string): void => {
    setTypedPort(typed)
    const parsed = parsePort(typed)
    const isPort = parsed.ok && parsed.value > 0
    setError(isPort ? null : { field: 'port', message: t('settings.network.badPort') })
    if (isPort) change({ port: parsed.value })
  }
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
        field="port"
        className="field-port"
        inputMode="numeric"
        value={typedPort}
        onChange={typePort}
        error={error}
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
