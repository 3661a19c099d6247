import type { RoomState } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { openDialog } from '../store/actions.ts'
import { t } from '../language.ts'

/** What the room is about, on one line; a click on it changes it where that is possible. */
export function RoomTopic({ room }: { room: RoomState }): React.ReactNode {
  const topic = printable(room.topic).trim()
  if (topic === '') return null
  if (!canSetTopic(room)) {
    return (
      <p className="room-topic" title={topic} dir="auto">
        {topic}
      </p>
    )
  }
  return (
    <button
      type="button"
      className="room-topic room-topic-button"
      title={t('room.topicTitle', { topic })}
      dir="auto"
      onClick={() => openDialog({ kind: 'topic', roomId: room.id })}
    >
      <span className="visually-hidden">{t('room.topicLabel')} </span>
      {topic}
    </button>
  )
}

export function canSetTopic({ abilities, connection }: RoomState): boolean {
  return connection.status !== 'closed' && abilities.includes('topic')
}
