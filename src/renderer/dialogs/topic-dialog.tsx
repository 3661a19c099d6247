import { useState } from 'react'
import { longestTopic } from '../../core/common/limits.ts'
import { Modal } from '../components/modal.tsx'
import { FormError, TextField } from '../components/text-field.tsx'
import { closeDialog } from '../store/actions.ts'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { setTopic } from '../store/room-actions.ts'
import { FormActions } from './form-actions.tsx'
import { useSubmit } from './use-submit.ts'
import { t } from '../language.ts'

export function TopicDialog({ roomId }: { roomId: string }): React.ReactNode {
  const [topic, setTyped] = useState(useAppStore((state) => listed(state, roomId)?.room.topic ?? ''))
  const { isSending, error, submit } = useSubmit(() => setTopic(roomId, topic))
  return (
    <Modal title={t('topic.title')} onClose={closeDialog}>
      <form className="modal-form" onSubmit={submit}>
        <TextField
          label={t('common.topic')}
          field="topic"
          value={topic}
          onChange={setTyped}
          error={error}
          maxLength={longestTopic}
          placeholder={t('roomSettings.topicPlaceholder')}
          hint={t('topic.hint')}
          spellCheck
          data-first-focus
        />
        <FormError error={error} />
        <FormActions onCancel={closeDialog} submit={t('common.save')} doing={isSending ? t('common.saving') : null} />
      </form>
    </Modal>
  )
}
