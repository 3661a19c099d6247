import { ArrowDown } from 'lucide-react'
import { useCallback, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { assertNever } from '../../core/common/assert-never.ts'
import type { RoomState } from '../../core/common/room.ts'
import { Button } from '../components/button.tsx'
import { endReached } from '../store/actions.ts'
import type { Reading } from '../store/reading.ts'
import { Announcer } from './announcer.tsx'
import { EmptyRoom } from './empty-room.tsx'
import { MessageRow } from './message-row.tsx'
import { DayRow, NoticeRow, PresenceRow, UnreadRow } from './other-rows.tsx'
import { buildRows, type Row } from './rows.ts'

/** This near to the end, in pixels, counts as being there. */
const endTolerance = 32

/** Room between the last line and the composer, in pixels; the same as in the style sheet. */
const endSpace = 12

export function Conversation({ room, reading }: { room: RoomState; reading: Reading }): React.ReactNode {
  const rows = useMemo(() => buildRows(room.entries, reading.firstUnreadId), [room.entries, reading.firstUnreadId])
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const { isAtEnd, scrolled, resized, scrollToEnd } = useStickToEnd(scroller, list, rows)
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback((key: string) => setUnfolded((keys) => toggled(keys, key)), [])
  const isWaiting = room.connection.status !== 'open'
  const isEmpty = !rows.some((row) => row.kind === 'message')

  return (
    <section className="conversation" aria-label="Conversation">
      {/* What is new is announced apart: scrolling brings old lines into the log, which are no news. */}
      <div
        className="conversation-scroller"
        role="log"
        aria-live="off"
        aria-label="Messages"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls must be reachable by keyboard.
        tabIndex={0}
        ref={scroller}
      >
        <div className="conversation-top">{isEmpty && <EmptyRoom room={room} />}</div>
        <Virtualizer ref={list} scrollRef={scroller} data={rows} onScroll={scrolled} onResize={resized}>
          {(row) => (
            <RowView
              key={row.key}
              row={row}
              roomId={room.id}
              isWaiting={isWaiting}
              isUnfolded={unfolded.has(row.key)}
              toggle={toggle}
            />
          )}
        </Virtualizer>
      </div>
      {!isAtEnd && <NewPill unread={reading.unread} onClick={scrollToEnd} />}
      <Announcer key={room.id} entries={room.entries} />
    </section>
  )
}

interface RowViewProps {
  row: Row
  roomId: string
  isWaiting: boolean
  isUnfolded: boolean
  toggle: (key: string) => void
}

function RowView({ row, roomId, isWaiting, isUnfolded, toggle }: RowViewProps): React.ReactElement {
  switch (row.kind) {
    case 'day':
      return <DayRow at={row.at} />
    case 'unread':
      return <UnreadRow />
    case 'message':
      return (
        <MessageRow
          roomId={roomId}
          message={row.message}
          startsGroup={row.startsGroup}
          isWaiting={isWaiting && row.message.own}
          isUnfolded={isUnfolded}
          toggle={toggle}
        />
      )
    case 'presence':
      return <PresenceRow rowKey={row.key} changes={row.changes} isUnfolded={isUnfolded} toggle={toggle} />
    case 'notice':
      return <NoticeRow notice={row.notice} />
    default:
      return assertNever(row)
  }
}

function NewPill({ unread, onClick }: { unread: number; onClick: () => void }): React.ReactNode {
  return (
    <Button className={unread > 0 ? 'new-pill new-pill-unread' : 'new-pill'} onClick={onClick}>
      <ArrowDown aria-hidden="true" />
      {unread > 0 ? `${unread.toLocaleString('en')} new` : 'To the end'}
    </Button>
  )
}

interface StickToEnd {
  isAtEnd: boolean
  /** The scroll position has changed. */
  scrolled: () => void
  /** The conversation or its rows have another size. */
  resized: () => void
  scrollToEnd: () => void
}

/** Keeps the end in sight as long as it is in sight; a room with unread messages opens at the first of them. */
function useStickToEnd(
  scroller: RefObject<HTMLDivElement | null>,
  list: RefObject<VirtualizerHandle | null>,
  rows: readonly Row[],
): StickToEnd {
  const [opensAtEnd] = useState(() => !rows.some((row) => row.kind === 'unread'))
  const sticks = useRef(opensAtEnd)
  const lastTop = useRef(0)
  const [isAtEnd, setAtEnd] = useState(opensAtEnd)
  const lastIndex = rows.length - 1

  const stick = useCallback((yes: boolean) => {
    sticks.current = yes
    setAtEnd(yes)
    endReached(yes)
  }, [])

  const scrollToEnd = useCallback(() => {
    if (lastIndex >= 0) list.current?.scrollToIndex(lastIndex, { align: 'end', offset: endSpace })
    stick(true)
  }, [list, lastIndex, stick])

  const scrolled = useCallback(() => {
    const element = scroller.current
    if (!element) return
    const { scrollTop, scrollHeight, clientHeight } = element
    // Rows that grow move the end away without a scroll; only a move upwards is the reader's.
    const movedUp = scrollTop < lastTop.current
    lastTop.current = scrollTop
    if (scrollHeight - scrollTop - clientHeight <= endTolerance) stick(true)
    else if (movedUp) stick(false)
  }, [scroller, stick])

  const resized = useCallback(() => (sticks.current ? scrollToEnd() : scrolled()), [scrollToEnd, scrolled])

  const isOpened = useRef(false)
  useLayoutEffect(() => {
    if (sticks.current) scrollToEnd()
    else if (!isOpened.current) list.current?.scrollToIndex(rows.findIndex((row) => row.kind === 'unread'))
    isOpened.current = true
  }, [list, rows, scrollToEnd])

  return { isAtEnd, scrolled, resized, scrollToEnd }
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}
