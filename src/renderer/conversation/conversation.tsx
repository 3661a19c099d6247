import { ArrowDown } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { Virtualizer } from 'virtua'
import { assertNever } from '../../core/common/assert-never.ts'
import type { Entry, RoomState } from '../../core/common/room.ts'
import { Button } from '../components/button.tsx'
import { useAppStore } from '../store/app-store.ts'
import type { Reading } from '../store/reading.ts'
import { Announcer } from './announcer.tsx'
import { EmptyRoom } from './empty-room.tsx'
import { MessageRow } from './message-row.tsx'
import { DayRow, NoticeRow, PresenceRow, UnreadRow } from './other-rows.tsx'
import { buildRows, keepAbove, type Row } from './rows.ts'
import { useStickToEnd } from './use-stick-to-end.ts'

export function Conversation({ room, reading }: { room: RoomState; reading: Reading }): React.ReactNode {
  const entries = useShownEntries(room.entries)
  const rows = useMemo(() => buildRows(entries, reading.firstUnreadId), [entries, reading.firstUnreadId])
  const { scroller, list, isAtEnd, scrolled, resized, scrollToEnd } = useStickToEnd(rows)
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

/** While somebody reads further up, nothing leaves at the top: their place would move. */
function useShownEntries(entries: readonly Entry[]): readonly Entry[] {
  const atEnd = useAppStore((state) => state.atEnd)
  const [last, setLast] = useState({ entries, shown: entries })
  if (last.entries === entries && (last.shown === entries || !atEnd)) return last.shown
  const shown = atEnd ? entries : keepAbove(last.shown, entries)
  setLast({ entries, shown })
  return shown
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}
