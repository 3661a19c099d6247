import { useEffect, useRef, useState } from 'react'
import { Modal } from '../components/modal.tsx'
import { FormError, TextField } from '../components/text-field.tsx'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { closeDialog, openDialog } from '../store/actions.ts'
import type { DialogRequest } from '../store/app-store.ts'
import { FormActions } from './form-actions.tsx'
import { useJoin } from './use-join.ts'
import { t } from '../language.ts'

export function JoinDialog({ request }: { request: Extract<DialogRequest, { kind: 'join' }> }): React.ReactNode {
  const [address, setAddress] = useState(request.address)
  const [nickname, setNickname] = useState(request.nickname)
  const [asciiOnly, setAsciiOnly] = useState(request.asciiOnly)
  const { isJoining, error, join, cancel } = useJoin()
  const { t } = useTranslation()

  const initial = useRef({ address, nickname, asciiOnly })
  useEffect(() => {
    if (request.atOnce) join(initial.current)
  }, [request, join])

  const findOutWhy = error && !error.code.startsWith('bad-') && error.code !== 'already-joined' && (
    <Button
      className="doctor-open button-small"
      onClick={() =>
        openDialog({ kind: 'doctor', address, joinFailure: error.code, from: { kind: 'form', nickname, asciiOnly } })
      }
    >
      {t('doctor.open')}
    </Button>
  )
  return (
    <Modal title={t('welcome.join')} onClose={isJoining ? cancel : closeDialog}>
      <form
        className="modal-form"
        onSubmit={(event) => {
          event.preventDefault()
          join({ address, nickname, asciiOnly })
        }}
      >
        <TextField
          label={t('common.address')}
          field="address"
          className="field-mono"
          placeholder="127.0.0.1:55555"
          value={address}
          onChange={setAddress}
          readOnly={isJoining}
          error={error}
          onSuggestion={setAddress}
          help={error?.field === 'address' && findOutWhy}
          data-first-focus
        />
        <TextField
          label={t('common.yourName')}
          field="nickname"
          value={nickname}
          onChange={setNickname}
          readOnly={isJoining}
          error={error}
          onSuggestion={setNickname}
        />
        <PlainLetters checked={asciiOnly} onChange={setAsciiOnly} />
        <FormError error={error} />
        {error && error.field === undefined && findOutWhy}
        <FormActions
          onCancel={isJoining ? cancel : closeDialog}
          submit={t('welcome.joinNow')}
          doing={isJoining ? t('common.connecting') : null}
        />
      </form>
    </Modal>
  )
}

function PlainLetters({
  checked,
  onChange,
}: {
  checked: boolean
  onChange: (checked: boolean) => void
}): React.ReactNode {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {t('joining.plain')}
        <small>{t('joining.plainText')}</small>
      </span>
    </label>
  )
}
