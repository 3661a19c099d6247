import { useEffect, useRef } from 'react'
import type { RoomState } from '../../core/common/room.ts'
import { t } from '../language.ts'
import { useAppStore } from '../store/app-store.ts'
import { dayShown, loadHistory, showBefore } from '../store/message-actions.ts'
import type { Row } from './rows.ts'
import { timeFormat } from './times.ts'
import { placeOfDay, type DayPlace } from './wanted-day.ts'

interface WantedDayOptions {
  readonly room: RoomState
  readonly rows: readonly Row[]
  /** What was said before the person first came is one row. */
  readonly isFolded: boolean
  readonly scrollToTop: (index: number) => void
  readonly focusMessage: (id: string) => void
}

/** Goes to the first message of the day that is wanted, and fetches older ones until it is here. */
export function useWantedDay({ room, rows, isFolded, scrollToTop, focusMessage }: WantedDayOptions): void {
  const from = useAppStore(({ wantedDay }) => (wantedDay?.roomId === room.id ? wantedDay.from : null))
  /** The oldest entry when history was asked for: once is enough for each. */
  const askedAbove = useRef<string>(undefined)
  const { id: roomId, hasMoreHistory, historyGoesOn = false } = room
  const isOpen = room.connection.status === 'open'
  const oldestId = room.entries[0]?.id

  useEffect(() => {
    if (from === null) {
      askedAbove.current = undefined
      return
    }
    const place = placeOfDay(rows, from, hasMoreHistory)
    if (isFolded && (place.type !== 'found' || place.isOldest)) {
      // The day may have begun in what is folded away.
      showBefore(roomId)
    } else if (place.type !== 'older') {
      if (place.type === 'found') {
        scrollToTop(place.index)
        focusMessage(place.id)
      }
      dayShown(wordsAbout(place, from))
    } else if (!isOpen) {
      dayShown(t('conversation.furtherBack'))
    } else if (!historyGoesOn && askedAbove.current !== oldestId) {
      askedAbove.current = oldestId
      loadHistory(roomId)
    }
  }, [from, rows, isFolded, roomId, hasMoreHistory, historyGoesOn, isOpen, oldestId, scrollToTop, focusMessage])
}

/** What is not as it was asked for. */
function wordsAbout(place: Exclude<DayPlace, { type: 'older' }>, from: number): string | null {
  const day = timeFormat.day(from, Date.now())
  if (place.type === 'nothing') return t('day.nothingSince', { day })
  if (place.isThatDay) return null
  return place.isOldest ? t('day.notKept', { day }) : t('day.nothing', { day })
}
