import { useState } from 'react'
import { longestTopic } from '../../core/common/limits.ts'
import type { RoomState } from '../../core/common/room.ts'
import { Modal } from '../components/modal.tsx'
import { FormError, TextField, type FormFault } from '../components/text-field.tsx'
import { closeDialog } from '../store/actions.ts'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { setTopic, tryModerating } from '../store/room-actions.ts'
import { slowChoices } from '../view/slow-choices.ts'
import { keeperWords } from '../view/words.ts'
import { BanList } from './ban-list.tsx'
import { ExposureField, useExposureWish, type ExposureWish, type HostRole } from './exposure-field.tsx'
import { ClassicChoice } from './classic-choice.tsx'
import { FormActions } from './form-actions.tsx'
import { SelectField } from './select-field.tsx'
import { useSubmit } from './use-submit.ts'
import { t } from '../language.ts'

interface RoomRules extends Pick<RoomState, 'topic' | 'slowSeconds' | 'nativeOnly'> {
  readonly exposure: ExposureWish
}

interface RoomSettingsDialogProps {
  roomId: string
  /** What has the focus at first; the topic unless given. */
  startsAt?: 'exposure' | undefined
}

/** What only the host of a room decides. */
export function RoomSettingsDialog({ roomId, startsAt }: RoomSettingsDialogProps): React.ReactNode {
  const room = useAppStore((state) => listed(state, roomId)?.room)
  return room?.role.kind === 'host' ? <RoomSettings room={room} role={room.role} startsAt={startsAt} /> : null
}

interface RoomSettingsProps extends Pick<RoomSettingsDialogProps, 'startsAt'> {
  room: RoomState
  role: HostRole
}

function RoomSettings({ room, role, startsAt }: RoomSettingsProps): React.ReactNode {
  const { id: roomId, bans, retention } = room
  const exposure = useExposureWish(roomId, role.exposure)
  const [topic, setTyped] = useState(room.topic)
  const [slowSeconds, setSlowSeconds] = useState(room.slowSeconds)
  const [nativeOnly, setNativeOnly] = useState(room.nativeOnly)
  const { isSending, error, submit } = useSubmit(() => save(room, { topic, slowSeconds, nativeOnly, exposure }))
  return (
    <Modal title={t('roomSettings.title')} onClose={closeDialog}>
      <form className="modal-form" onSubmit={submit}>
        <TextField
          label={t('common.topic')}
          field="topic"
          value={topic}
          onChange={setTyped}
          error={error}
          maxLength={longestTopic}
          placeholder={t('roomSettings.topicPlaceholder')}
          spellCheck
          data-first-focus={startsAt === undefined || undefined}
        />
        <ExposureField wish={exposure} isFirst={startsAt === 'exposure'} />
        <SelectField
          label={t('roomSettings.slow')}
          value={slowSeconds}
          choices={slowChoices(room.slowSeconds).map(({ seconds, words }) => ({ value: seconds, words }))}
          onChange={setSlowSeconds}
          hint={t('roomSettings.slowHint')}
        />
        <ClassicChoice nativeOnly={nativeOnly} onChange={setNativeOnly} text={t('roomSettings.classicText')} />
        <BanList roomId={roomId} bans={bans} />
        <section>
          <h3 className="form-heading">{t('roomSettings.keeper')}</h3>
          <p className="form-note">
            {keeperWords(retention, role.kind)} {t('roomSettings.decided')}
          </p>
        </section>
        <FormError error={error} />
        <FormActions
          onCancel={closeDialog}
          submit={t(exposure.cut > 0 ? 'roomSettings.saveAndCut' : 'common.save')}
          doing={isSending ? t('common.saving') : null}
          isGrave={exposure.cut > 0}
        />
      </form>
    </Modal>
  )
}

/** Only what is another than before: each change is told to the room. */
async function save(room: RoomState, wanted: RoomRules): Promise<FormFault | null> {
  const { id } = room
  const { topic, slowSeconds, nativeOnly, exposure } = wanted
  const changes = [
    // First, since it may be asked about: nothing else is to be done by then.
    exposure.send,
    topic.trim() !== room.topic && (() => setTopic(id, topic)),
    slowSeconds !== room.slowSeconds && (() => tryModerating(id, { type: 'slow', seconds: slowSeconds })),
    nativeOnly !== room.nativeOnly && (() => tryModerating(id, { type: 'native-only', on: nativeOnly })),
  ]
  for (const change of changes) {
    const fault = change ? await change() : null
    if (fault) return fault
  }
  return null
}
