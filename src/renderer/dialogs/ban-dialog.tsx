import { useState } from 'react'
import type { Person } from '../../core/common/room.ts'
import { Modal } from '../components/modal.tsx'
import { Phrase } from '../components/phrase.tsx'
import { FormError, TextField } from '../components/text-field.tsx'
import { closeDialog } from '../store/actions.ts'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { tryModerating } from '../store/room-actions.ts'
import { FormActions } from './form-actions.tsx'
import { useSubmit } from './use-submit.ts'
import { t } from '../language.ts'
import { phrase } from '../view/phrase.ts'

/** Longest reason, in UTF-16 units. */
const longestReason = 300

export function BanDialog({ roomId, personId }: { roomId: string; personId: string }): React.ReactNode {
  const found = useAppStore((state) => listed(state, roomId)?.room.people.find(({ id }) => id === personId))
  // Whoever leaves in this moment is still the one that the dialog is about.
  const [person] = useState(found)
  if (!person) return null
  return <BanForm roomId={roomId} person={person} />
}

function BanForm({ roomId, person }: { roomId: string; person: Person }): React.ReactNode {
  const hasKey = person.kind === 'native'
  const [reason, setReason] = useState('')
  const [byAddress, setByAddress] = useState(!hasKey)
  const { isSending, error, submit } = useSubmit(() =>
    tryModerating(roomId, { type: 'ban', personId: person.id, reason: reason.trim(), byAddress }),
  )
  return (
    <Modal title={t('ban.title')} onClose={closeDialog}>
      <form className="modal-form" onSubmit={submit}>
        <p>
          <Phrase
            className="strong"
            pieces={phrase({ name: person.nickname }, (names) => t(hasKey ? 'ban.keyText' : 'ban.text', names))}
          />
        </p>
        <TextField
          label={t('ban.reason')}
          field="reason"
          value={reason}
          onChange={setReason}
          error={error}
          maxLength={longestReason}
          hint={t('ban.hint')}
          spellCheck
          data-first-focus
        />
        {/* That of this computer cannot be banned. */}
        {person.isLocal !== true && <AddressChoice hasKey={hasKey} checked={byAddress} onChange={setByAddress} />}
        <FormError error={error} />
        <FormActions
          onCancel={closeDialog}
          submit={t('ban.submit')}
          isGrave
          doing={isSending ? t('ban.doing') : null}
        />
      </form>
    </Modal>
  )
}

interface AddressChoiceProps {
  /** A Snug is known by its key; a classic client by nothing but where it comes from. */
  hasKey: boolean
  checked: boolean
  onChange: (checked: boolean) => void
}

function AddressChoice({ hasKey, checked, onChange }: AddressChoiceProps): React.ReactNode {
  return (
    <label className={hasKey ? 'check' : 'check check-fixed'}>
      <input
        type="checkbox"
        checked={checked}
        disabled={!hasKey}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {t('ban.address')}
        <small>{hasKey ? t('ban.addressKey') : t('ban.addressOnly')}</small>
      </span>
    </label>
  )
}
