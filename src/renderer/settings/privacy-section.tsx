import { useTranslation } from 'react-i18next'
import type { PrivacyPreferences } from '../../core/common/preferences.ts'
import type { RoomState } from '../../core/common/room.ts'
import { Name } from '../components/name.tsx'
import { useAppStore } from '../store/app-store.ts'
import { updatePreferences } from '../store/preference-actions.ts'
import { Toggle } from './toggle.tsx'

export function PrivacySection(): React.ReactNode {
  const { t } = useTranslation()
  const { sendTyping, sendReceipts, sendIdle, keepCopies } = useAppStore((state) => state.preferences.privacy)
  const change = (privacy: Partial<PrivacyPreferences>): void => updatePreferences({ privacy })
  return (
    <>
      <Toggle
        setting="typing"
        label={t('settings.privacy.typing')}
        checked={sendTyping}
        onChange={(sendTyping) => change({ sendTyping })}
      />
      <Toggle
        setting="receipts"
        label={t('settings.privacy.receipts')}
        hint={t('settings.privacy.receiptsHint')}
        checked={sendReceipts}
        onChange={(sendReceipts) => change({ sendReceipts })}
      />
      <Toggle
        setting="idle"
        label={t('settings.privacy.idle')}
        hint={t('settings.privacy.idleHint')}
        checked={sendIdle}
        onChange={(sendIdle) => change({ sendIdle })}
      />
      <Toggle
        setting="copies"
        label={t('settings.privacy.copies')}
        hint={t('settings.privacy.copiesHint')}
        checked={keepCopies}
        onChange={(keepCopies) => change({ keepCopies })}
      />
      <Keepers keepsCopies={keepCopies} />
    </>
  )
}

/** Who keeps what, in each room that is open. */
function Keepers({ keepsCopies }: { keepsCopies: boolean }): React.ReactNode {
  const { t } = useTranslation()
  const rooms = useAppStore((state) => state.rooms)
  return (
    <div className="settings-block">
      <h4 tabIndex={-1} data-setting="rooms">
        {t('settings.privacy.rooms')}
      </h4>
      {rooms.length === 0 && <p className="form-note">{t('settings.privacy.noRooms')}</p>}
      <ul className="settings-list">
        {rooms.map(({ room }) => (
          <li key={room.id}>
            <Name className="strong">{room.name}</Name>
            <small>
              <HostKeeps room={room} /> <OwnSnugKeeps room={room} keepsCopies={keepsCopies} />{' '}
              {t('settings.privacy.others')}
            </small>
          </li>
        ))}
      </ul>
    </div>
  )
}

function HostKeeps({ room: { retention, role } }: { room: RoomState }): React.ReactNode {
  const { t } = useTranslation()
  const isHere = role.kind === 'host'
  if (!retention) return t('settings.privacy.unknown')
  if (!retention.stored) return t(isHere ? 'settings.privacy.notKeptHere' : 'settings.privacy.notKept')
  const values = {
    days: t('keeping.days', { count: retention.days }),
    messages: t('keeping.messages', { count: retention.messages }),
  }
  return t(isHere ? 'settings.privacy.keptHere' : 'settings.privacy.keptByHost', values)
}

/** A room that is hosted here without being kept has no copy here either. */
function OwnSnugKeeps({ room, keepsCopies }: { room: RoomState; keepsCopies: boolean }): React.ReactNode {
  const { t } = useTranslation()
  const isKept = keepsCopies && !(room.role.kind === 'host' && room.retention?.stored === false)
  return isKept ? t('settings.privacy.ownCopy') : t('settings.privacy.noCopy')
}
