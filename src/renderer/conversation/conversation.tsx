import { useCallback, useState } from 'react'
import { Virtualizer } from 'virtua'
import type { RoomState } from '../../core/common/room.ts'
import type { Reading } from '../store/reading.ts'
import { Announcer } from './announcer.tsx'
import { EmptyRoom } from './empty-room.tsx'
import { HistoryLine, historyLineHeight } from './history-line.tsx'
import { EndPill, UnreadPill } from './pills.tsx'
import { RowView } from './row-view.tsx'
import { isPast } from './rows.ts'
import { useDividerAbove } from './use-divider-above.ts'
import { useOlderEntries } from './use-older-entries.ts'
import { useRowFocus } from './use-row-focus.ts'
import { useRows } from './use-rows.ts'
import { useStickToEnd } from './use-stick-to-end.ts'
import { useWantedMessage } from './use-wanted-message.ts'

export function Conversation({ room, reading }: { room: RoomState; reading: Reading }): React.ReactNode {
  const { rows, changedAtTop, newestOwnId } = useRows(room, reading)
  const { scroller, list, isAtEnd, isNearTop, scrolled, resized, scrollToEnd, scrollToRow } = useStickToEnd(rows)
  const thenLook = useOlderEntries(room, isNearTop)
  const [oldest] = room.entries
  const hasHistory = room.hasMoreHistory || (oldest !== undefined && isPast(oldest))
  const startMargin = hasHistory ? historyLineHeight : 0
  const divider = useDividerAbove({ rows, firstUnreadId: reading.firstUnreadId, list, startMargin })
  const { keepMounted, keyDown, focusMessage, focusSoon } = useRowFocus({ roomId: room.id, rows, scroller, list })
  const scrollToMiddle = useCallback((index: number) => scrollToRow(index, 'center'), [scrollToRow])
  const soughtId = useWantedMessage({ room, rows, scrollToMiddle, focusMessage })
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback((key: string) => setUnfolded((keys) => toggled(keys, key)), [])
  const look = thenLook(divider.look)

  return (
    <section className="conversation" aria-label="Conversation">
      {/* What is new is announced apart: scrolling brings old lines into the log, which are no news. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- The arrow keys move between the messages. */}
      <div
        className="conversation-scroller"
        role="log"
        aria-live="off"
        aria-label="Messages"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls must be reachable by keyboard.
        tabIndex={0}
        ref={scroller}
        onKeyDown={keyDown}
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
          startMargin={startMargin}
          keepMounted={keepMounted}
          onScroll={() => {
            scrolled()
            look()
            focusSoon()
          }}
          onResize={() => {
            resized()
            look()
            focusSoon()
          }}
        >
          {(row) => (
            <RowView
              key={row.key}
              row={row}
              room={room}
              newestOwnId={newestOwnId}
              soughtId={soughtId}
              isUnfolded={unfolded.has(row.key)}
              toggle={toggle}
            />
          )}
        </Virtualizer>
      </div>
      {divider.isAbove && reading.firstUnreadId !== null && (
        <UnreadPill
          room={room}
          firstUnreadId={reading.firstUnreadId}
          onClick={() => scrollToRow(divider.index, 'start')}
        />
      )}
      {!isAtEnd && <EndPill unread={reading.unread} onClick={scrollToEnd} />}
      <Announcer key={room.id} entries={room.entries} />
    </section>
  )
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}
