import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useEffect, useMemo, useState, type RefObject } from 'react'
import type { RoomState } from '../../core/common/room.ts'
import { Button, IconButton } from '../components/button.tsx'
import { markRead } from '../store/actions.ts'
import { DayButton } from './day-button.tsx'
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

/** How long the day stays once the conversation stands still, in milliseconds. */
const lingerMs = 1500

interface DayPillProps {
  roomId: string
  at: number
  scroller: RefObject<HTMLElement | null>
}

/** Over the head of the conversation: the day that goes by while somebody scrolls. It leaves what is then read uncovered. */
export function DayPill({ roomId, at, scroller }: DayPillProps): React.ReactNode {
  const isMoving = useMoving(scroller)
  return (
    <div className={isMoving ? 'pill day-pill' : 'pill day-pill day-pill-resting'}>
      <DayButton roomId={roomId} at={at} />
    </div>
  )
}

/** Whether something has been scrolled just now. */
function useMoving(scroller: RefObject<HTMLElement | null>): boolean {
  const [isMoving, setMoving] = useState(true)
  useEffect(() => {
    const { current } = scroller
    let timer = setTimeout(() => setMoving(false), lingerMs)
    const moved = (): void => {
      setMoving(true)
      clearTimeout(timer)
      timer = setTimeout(() => setMoving(false), lingerMs)
    }
    current?.addEventListener('scroll', moved, { passive: true })
    return () => {
      clearTimeout(timer)
      current?.removeEventListener('scroll', moved)
    }
  }, [scroller])
  return isMoving
}
