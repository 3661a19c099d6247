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
import { ClassicChoice } from './classic-choice.tsx'
import { FormActions } from './form-actions.tsx'
import { SelectField } from './select-field.tsx'
import { useSubmit } from './use-submit.ts'
import { t } from '../language.ts'

type RoomRules = Pick<RoomState, 'topic' | 'slowSeconds' | 'nativeOnly'>

/** What only the host of a room decides. */
export function RoomSettingsDialog({ roomId }: { roomId: string }): React.ReactNode {
  const room = useAppStore((state) => listed(state, roomId)?.room)
  return room ? <RoomSettings room={room} /> : null
}

function RoomSettings({ room }: { room: RoomState }): React.ReactNode {
  const { id: roomId, bans, retention, role } = room
  const [topic, setTyped] = useState(room.topic)
  const [slowSeconds, setSlowSeconds] = useState(room.slowSeconds)
  const [nativeOnly, setNativeOnly] = useState(room.nativeOnly)
  const { isSending, error, submit } = useSubmit(() => save(room, { topic, slowSeconds, nativeOnly }))
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
          data-first-focus
        />
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
        <FormActions onCancel={closeDialog} submit={t('common.save')} doing={isSending ? t('common.saving') : null} />
      </form>
    </Modal>
  )
}

/** Only what is another than before: each change is told to the room. */
async function save(room: RoomState, wanted: RoomRules): Promise<FormFault | null> {
  const { id } = room
  const { topic, slowSeconds, nativeOnly } = wanted
  const changes = [
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
