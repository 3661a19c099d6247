import { maxEntries, type RoomState } from '../../core/common/room.ts'
import { t } from '../language.ts'

/** In pixels; the same as in the style sheet. */
export const historyLineHeight = 44

/** Above the oldest message: whether there is more. Its height never changes, so that nothing moves. */
export function HistoryLine({ room, isFolded }: { room: RoomState; isFolded: boolean }): React.ReactNode {
  return <p className="history-line">{isFolded ? '' : historyWords(room)}</p>
}

function historyWords(room: RoomState): string {
  // Whether there is more is known once the room is reached.
  if (room.isFromCopy) return ''
  if (!room.hasMoreHistory) return room.entries.length < maxEntries ? t('conversation.beginning') : ''
  return room.connection.status === 'open' ? t('conversation.loading') : t('conversation.moreLater')
}
