import { longestTopic } from '../../core/common/limits.ts'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { setTopic } from '../store/room-actions.ts'
import { t } from '../language.ts'
import { TextDialog } from './text-dialog.tsx'

export function TopicDialog({ roomId }: { roomId: string }): React.ReactNode {
  return (
    <TextDialog
      title={t('topic.title')}
      label={t('common.topic')}
      field="topic"
      initial={useAppStore((state) => listed(state, roomId)?.room.topic ?? '')}
      maxLength={longestTopic}
      placeholder={t('roomSettings.topicPlaceholder')}
      hint={t('topic.hint')}
      spellCheck
      submit={t('common.save')}
      send={(topic) => setTopic(roomId, topic)}
    />
  )
}
