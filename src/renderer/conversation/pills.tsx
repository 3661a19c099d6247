import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useMemo } from 'react'
import type { RoomState } from '../../core/common/room.ts'
import { Button, IconButton } from '../components/button.tsx'
import { markRead } from '../store/actions.ts'
import { countUnread, unreadWords } from './unread-count.ts'
import { t } from '../language.ts'

/** Over the foot of the conversation while its end is out of sight. */
export function EndPill({ unread, onClick }: { unread: number; onClick: () => void }): React.ReactNode {
  return (
    <Button className={unread > 0 ? 'pill end-pill pill-unread' : 'pill end-pill'} onClick={onClick}>
      <ArrowDown aria-hidden="true" />
      {unread > 0 ? t('conversation.newCount', { unread }) : t('conversation.toEnd')}
    </Button>
  )
}

interface UnreadPillProps {
  room: RoomState
  firstUnreadId: string
  onClick: () => void
}

/** Over the head of the conversation while what is new begins above it. */
export function UnreadPill({ room, firstUnreadId, onClick }: UnreadPillProps): React.ReactNode {
  const { entries, self } = room
  const words = useMemo(
    () => unreadWords(countUnread(entries, firstUnreadId, self.nickname)),
    [entries, firstUnreadId, self.nickname],
  )
  return (
    <div className="pill unread-pill">
      <Button variant="quiet" className="unread-pill-jump" title={t('conversation.jump')} onClick={onClick}>
        <ArrowUp aria-hidden="true" />
        {words}
      </Button>
      <IconButton label={t('conversation.markRead')} onClick={() => markRead(room.id)}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  )
}
