import { useCallback, useState } from 'react'
import { Virtualizer } from 'virtua'
import { isPast, type RoomState } from '../../core/common/room.ts'
import { useAppStore } from '../store/app-store.ts'
import type { Reading } from '../store/reading.ts'
import { Announcer } from './announcer.tsx'
import { copySelected } from './copied-messages.ts'
import { EmptyRoom } from './empty-room.tsx'
import { FindBar } from './find-bar.tsx'
import { HistoryLine, historyLineHeight } from './history-line.tsx'
import { DayPill, EndPill, UnreadPill } from './pills.tsx'
import { RowView } from './row-view.tsx'
import { useDividerAbove, type DividerAbove } from './use-divider-above.ts'
import { useDayInSight } from './use-day-in-sight.ts'
import { useOlderEntries } from './use-older-entries.ts'
import { useRowFocus, type RowFocus } from './use-row-focus.ts'
import { useRows } from './use-rows.ts'
import { useStickToEnd, type StickToEnd } from './use-stick-to-end.ts'
import { useWantedDay } from './use-wanted-day.ts'
import { useWantedMessage } from './use-wanted-message.ts'
import { t } from '../language.ts'

interface ConversationProps {
  room: RoomState
  reading: Reading
}

export function Conversation({ room, reading }: ConversationProps): React.ReactNode {
  const { rows, shown, isFolded, scroller, list, keyDown, startMargin, ...view } = useConversation({ room, reading })
  const { unfolded, toggle } = useUnfolded()
  const foundId = useAppStore(({ find }) => (find?.roomId === room.id ? find.currentId : null))
  return (
    <section className="conversation" aria-label={t('conversation.label')}>
      {/* What is new is announced apart: scrolling brings old lines into the log, which are no news. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- The arrow keys move between the messages. */}
      <div
        className="conversation-scroller"
        role="log"
        aria-live="off"
        aria-label={t('conversation.messages')}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls must be reachable by keyboard.
        tabIndex={0}
        ref={scroller}
        onKeyDown={keyDown}
        onCopy={(event) => copySelected(event, rows)}
      >
        <div className="conversation-top">
          {startMargin > 0 && <HistoryLine room={room} isFolded={isFolded} />}
          {!rows.some((row) => row.kind === 'message') && <EmptyRoom room={room} />}
        </div>
        <Virtualizer
          ref={list}
          scrollRef={scroller}
          data={rows}
          shift={view.changedAtTop}
          startMargin={startMargin}
          keepMounted={view.keepMounted}
          onScroll={view.scrolled}
          onResize={view.resized}
        >
          {(row) => (
            <RowView
              key={row.key}
              row={row}
              room={room}
              newestOwnId={view.newestOwnId}
              messagesBefore={view.messagesBefore}
              soughtId={foundId ?? view.soughtId}
              isUnfolded={unfolded.has(row.key) || row.key === foundId}
              toggle={toggle}
            />
          )}
        </Virtualizer>
      </div>
      <FindBar room={room} rows={rows} entries={shown} show={view.scrollToMiddle} />
      <Pills room={room} reading={reading} scroller={scroller} {...view} />
      <Announcer key={room.id} entries={room.entries} />
    </section>
  )
}

interface PillsProps
  extends ConversationProps, Pick<StickToEnd, 'scroller' | 'isAtEnd' | 'scrollToEnd' | 'scrollToRow'> {
  divider: DividerAbove
  dayInSight: number | null
}

/** What leads to the first unread message, and back to the end. */
function Pills(props: PillsProps): React.ReactNode {
  const { room, reading, divider, dayInSight, scroller, isAtEnd, scrollToEnd, scrollToRow } = props
  const { unread, firstUnreadId } = reading
  return (
    <>
      {divider.isAbove && firstUnreadId !== null && (
        <UnreadPill room={room} firstUnreadId={firstUnreadId} onClick={() => scrollToRow(divider.index, 'start')} />
      )}
      {!divider.isAbove && dayInSight !== null && <DayPill roomId={room.id} at={dayInSight} scroller={scroller} />}
      {!isAtEnd && <EndPill unread={unread} onClick={scrollToEnd} />}
    </>
  )
}

interface ConversationView
  extends
    ReturnType<typeof useRows>,
    Pick<StickToEnd, 'scroller' | 'list' | 'isAtEnd' | 'scrollToEnd' | 'scrollToRow'>,
    Pick<RowFocus, 'keepMounted' | 'keyDown'> {
  /** What stands above the list, in pixels. */
  readonly startMargin: number
  readonly divider: DividerAbove
  /** A moment of the day that is read, once its divider is out of sight. */
  readonly dayInSight: number | null
  /** The message to which somebody was led just now. */
  readonly soughtId: string | null
  readonly scrollToMiddle: (index: number) => void
  readonly scrolled: () => void
  readonly resized: () => void
}

/** Everything that looks at the scroll position, or moves it. */
function useConversation({ room, reading }: ConversationProps): ConversationView {
  const { rows, ...others } = useRows(room, reading)
  const { isFolded } = others
  const { isNearTop, scrolled, resized, ...stick } = useStickToEnd(rows)
  const { scroller, list, scrollToRow } = stick
  const thenLookBack = useOlderEntries(room, isFolded, isNearTop)
  const [oldest] = room.entries
  const hasHistory = room.hasMoreHistory || (oldest !== undefined && isPast(oldest))
  const startMargin = hasHistory ? historyLineHeight : 0
  const divider = useDividerAbove({ rows, firstUnreadId: reading.firstUnreadId, list, startMargin })
  const { focusMessage, focusSoon, ...focus } = useRowFocus({ roomId: room.id, rows, scroller, list })
  const scrollToMiddle = useCallback((index: number) => scrollToRow(index, 'center'), [scrollToRow])
  const soughtId = useWantedMessage({ room, rows, isFolded, scrollToMiddle, focusMessage })
  const scrollToTop = useCallback((index: number) => scrollToRow(index, 'start'), [scrollToRow])
  useWantedDay({ room, rows, isFolded, scrollToTop, focusMessage })
  const { at: dayInSight, look: lookAtDay } = useDayInSight(rows, list)
  const after = (first: () => void): (() => void) =>
    thenLookBack(() => {
      first()
      divider.look()
      lookAtDay()
      focusSoon()
    })
  return {
    rows,
    ...others,
    ...stick,
    ...focus,
    startMargin,
    divider,
    dayInSight,
    soughtId,
    scrollToMiddle,
    scrolled: after(scrolled),
    resized: after(resized),
  }
}

function useUnfolded(): { readonly unfolded: ReadonlySet<string>; readonly toggle: (key: string) => void } {
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback((key: string) => setUnfolded((keys) => toggled(keys, key)), [])
  return { unfolded, toggle }
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}
