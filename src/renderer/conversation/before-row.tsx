import { ChevronRight } from 'lucide-react'
import type { RoomState } from '../../core/common/room.ts'
import { t } from '../language.ts'
import { showBefore } from '../store/message-actions.ts'

interface BeforeRowProps {
  rowKey: string
  room: Pick<RoomState, 'id' | 'hasMoreHistory'>
  messages: number
  isShown: boolean
}

/** Stands between what was said before the person first came and what came after, and shows or folds the former. */
export function BeforeRow({ rowKey, room, messages, isShown }: BeforeRowProps): React.ReactElement {
  return (
    <h2 className="divider divider-before">
      <button
        type="button"
        className="before-button"
        data-row={rowKey}
        tabIndex={-1}
        aria-expanded={isShown}
        onClick={() => showBefore(room.id, !isShown)}
      >
        <ChevronRight aria-hidden="true" />
        <span>{isShown ? t('conversation.before') : countWords(messages, room.hasMoreHistory)}</span>
        <span className="before-act">{isShown ? t('conversation.hideBefore') : t('conversation.showBefore')}</span>
      </button>
    </h2>
  )
}

function countWords(count: number, hasMore: boolean): string {
  return hasMore ? t('conversation.beforeMany', { count }) : t('conversation.beforeCount', { count })
}
