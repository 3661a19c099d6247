import { useRef, useState, type ComponentProps } from 'react'
import type { HostedBefore } from '../../core/common/ipc-contract.ts'
import { hostedKey } from '../../core/common/known-rooms.ts'
import type { Exposure } from '../../core/common/room.ts'
import { Modal } from '../components/modal.tsx'
import { FormError, TextField, type FormFault } from '../components/text-field.tsx'
import { useAppStore } from '../store/app-store.ts'
import { ownRoomName } from '../view/words.ts'
import { AdvancedFields } from './advanced-fields.tsx'
import { ExposureChoice } from './exposure-choice.tsx'
import { FormActions } from './form-actions.tsx'
import { keptAs, keptNothing } from './keeping.ts'
import { useHostPort } from './host-port.ts'
import { useHost } from './use-host.ts'
import { t } from '../language.ts'

interface HostDialogProps {
  /** What a room has run into that was to be hosted without this dialog. */
  error: FormFault | null
  /** Another one that was hosted before, which this is to be again. */
  before?: HostedBefore | undefined
}

export function HostDialog({ error: initialError, before }: HostDialogProps): React.ReactNode {
  const [nickname, setNickname] = useState(useAppStore((state) => before?.nickname ?? state.profile.nickname))
  /** Null until it is typed: it follows the nickname. */
  const [typedName, setTypedName] = useState(before?.name ?? null)
  const usual = useAppStore((state) => before ?? state.preferences.network)
  const [exposure, setExposure] = useState<Exposure>(usual.exposure)
  const [kept, setKept] = useState(keptAs(before))
  /** Null until it is chosen: it follows the room of this name that was hosted before. */
  const [chosenNativeOnly, chooseNativeOnly] = useState<boolean | null>(null)
  const hosted = useAppStore((state) => state.profile.hosted)
  const { isOpening, error, setError, host, cancel } = useHost(initialError)
  const submit = useRef<HTMLButtonElement>(null)
  const name = typedName ?? ownRoomName(nickname)
  const usualPort = useHostPort(name)
  /** Null until it is typed: it follows the name, as each room has a port of its own. */
  const [typedPort, setPort] = useState(before ? String(before.port) : null)
  const port = typedPort ?? String(usualPort)
  const namesake = hosted.find((other) => hostedKey(other.name) === hostedKey(name))
  const nativeOnly = chosenNativeOnly ?? namesake?.nativeOnly ?? false

  const takePort = (suggested: string): void => {
    setPort(suggested)
    setError(null)
    submit.current?.focus()
  }
  return (
    <Modal title={t('welcome.host')} onClose={cancel}>
      <form
        className="modal-form"
        onSubmit={(event) => {
          event.preventDefault()
          // Once the room is open, its port is not free any more.
          setPort(port)
          host({ name, nickname, exposure, port, nativeOnly, ...(kept.keep ? kept : keptNothing) })
        }}
      >
        <TextField
          label={t('hosting.roomName')}
          field="name"
          value={name}
          onChange={setTypedName}
          error={error}
          data-first-focus
        />
        <TextField
          label={t('common.yourName')}
          field="nickname"
          value={nickname}
          onChange={setNickname}
          error={error}
        />
        <ExposureChoice value={exposure} onChange={setExposure} />
        <KeepChoice checked={kept.keep} onChange={(keep) => setKept({ ...kept, keep })} />
        <PortField value={port} onChange={setPort} error={error} onSuggestion={takePort} />
        <AdvancedFields
          nativeOnly={nativeOnly}
          onNativeOnly={chooseNativeOnly}
          kept={kept}
          onKept={setKept}
          error={error}
        />
        <FormError error={error} />
        <FormActions
          onCancel={cancel}
          submit={t('hosting.submit')}
          doing={isOpening ? t('hosting.opening') : null}
          submitRef={submit}
        />
      </form>
    </Modal>
  )
}

function KeepChoice({ checked, onChange }: { checked: boolean; onChange: (keep: boolean) => void }): React.ReactNode {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {t('hosting.keep')}
        <small>{t('hosting.keepText')}</small>
      </span>
    </label>
  )
}

type PortFieldProps = Pick<ComponentProps<typeof TextField>, 'value' | 'onChange' | 'error' | 'onSuggestion'>

function PortField(props: PortFieldProps): React.ReactNode {
  return <TextField label={t('hosting.port')} field="port" className="field-port" inputMode="numeric" {...props} />
}
