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
import { FormActions } from './form-actions.tsx'
import { SelectField } from './select-field.tsx'
import { useSubmit } from './use-submit.ts'
import { t } from '../language.ts'

/** What only the host of a room decides. */
export function RoomSettingsDialog({ roomId }: { roomId: string }): React.ReactNode {
  const room = useAppStore((state) => listed(state, roomId)?.room)
  return room ? <RoomSettings room={room} /> : null
}

function RoomSettings({ room }: { room: RoomState }): React.ReactNode {
  const { id: roomId, bans, retention, role } = room
  const [topic, setTyped] = useState(room.topic)
  const [slowSeconds, setSlowSeconds] = useState(room.slowSeconds)
  const { isSending, error, submit } = useSubmit(() => save(room, topic, slowSeconds))
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
async function save(room: RoomState, topic: string, slowSeconds: number): Promise<FormFault | null> {
  const { id } = room
  const fault = topic.trim() === room.topic ? null : await setTopic(id, topic)
  if (fault) return fault
  return slowSeconds === room.slowSeconds ? null : tryModerating(id, { type: 'slow', seconds: slowSeconds })
}
