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
import { HistoryLine, historyLineHeight } from './history-line.tsx'
import { MessageRow } from './message-row.tsx'
import { DayRow, NoticeRow, PastEndRow, PresenceRow, UnreadRow } from './other-rows.tsx'
import { buildRows, differOnlyAtTop, keepAbove, type Row } from './rows.ts'
import { useOlderEntries } from './use-older-entries.ts'
import { useStickToEnd } from './use-stick-to-end.ts'

export function Conversation({ room, reading }: { room: RoomState; reading: Reading }): React.ReactNode {
  const { rows, changedAtTop, newestOwnId } = useRows(room, reading)
  const { scroller, list, isAtEnd, isNearTop, scrolled, resized, scrollToEnd } = useStickToEnd(rows)
  const thenLook = useOlderEntries(room, isNearTop)
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback((key: string) => setUnfolded((keys) => toggled(keys, key)), [])
  const hasHistory = room.hasMoreHistory || rows.some((row) => row.kind === 'past-end')

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
        <div className="conversation-top">
          {hasHistory && <HistoryLine room={room} />}
          {!rows.some((row) => row.kind === 'message') && <EmptyRoom room={room} />}
        </div>
        <Virtualizer
          ref={list}
          scrollRef={scroller}
          data={rows}
          shift={changedAtTop}
          startMargin={hasHistory ? historyLineHeight : 0}
          onScroll={thenLook(scrolled)}
          onResize={thenLook(resized)}
        >
          {(row) => (
            <RowView
              key={row.key}
              row={row}
              room={room}
              newestOwnId={newestOwnId}
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
  room: RoomState
  newestOwnId: string | null
  isUnfolded: boolean
  toggle: (key: string) => void
}

function RowView({ row, room, newestOwnId, isUnfolded, toggle }: RowViewProps): React.ReactElement {
  switch (row.kind) {
    case 'day':
      return <DayRow at={row.at} />
    case 'unread':
      return <UnreadRow />
    case 'past-end':
      return <PastEndRow role={room.role.kind} />
    case 'message':
      return (
        <MessageRow
          roomId={room.id}
          message={row.message}
          startsGroup={row.startsGroup}
          isWaiting={row.message.own && room.connection.status !== 'open'}
          isNewestOwn={row.message.id === newestOwnId}
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

interface Rows {
  readonly rows: readonly Row[]
  /** Since the last time, rows have come or gone only at the top: what is in sight must stay where it is. */
  readonly changedAtTop: boolean
  readonly newestOwnId: string | null
}

function useRows(room: RoomState, { firstUnreadId }: Reading): Rows {
  const { shown, changedAtTop } = useShownEntries(room.entries)
  const rows = useMemo(() => buildRows(shown, firstUnreadId), [shown, firstUnreadId])
  const newestOwnId = useMemo(
    () => shown.findLast((entry) => entry.kind === 'message' && entry.own)?.id ?? null,
    [shown],
  )
  return { rows, changedAtTop, newestOwnId }
}

interface ShownEntries {
  readonly shown: readonly Entry[]
  readonly changedAtTop: boolean
}

/** While somebody reads further up, nothing leaves at the top: their place would move. */
function useShownEntries(entries: readonly Entry[]): ShownEntries {
  const atEnd = useAppStore((state) => state.atEnd)
  const [last, setLast] = useState({ entries, shown: entries, changedAtTop: false })
  if (last.entries === entries && (last.shown === entries || !atEnd)) return last
  const shown = atEnd ? entries : keepAbove(last.shown, entries)
  const next = { entries, shown, changedAtTop: differOnlyAtTop(last.shown, shown) }
  setLast(next)
  return next
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}
