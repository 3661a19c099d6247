import { useCallback, useEffect, useRef } from 'react'
import type { RoomState } from '../../core/common/room.ts'
import { loadHistory } from '../store/message-actions.ts'

/**
 * Asks for what was said before the oldest entry, as soon as the reader comes near it: early, so that nobody waits.
 *
 * @param isFolded the oldest entries are not shown
 * @returns lets something be done and then looks again: for when the reader has scrolled, or a row has another size
 */
export function useOlderEntries(
  room: RoomState,
  isFolded: boolean,
  isNearTop: () => boolean,
): (first: () => void) => () => void {
  const { id, hasMoreHistory, historyGoesOn = false } = room
  const isOpen = room.connection.status === 'open'
  const oldestId = room.entries[0]?.id
  /** The entry above which more has been asked for: once is enough. */
  const askedAbove = useRef<string>(undefined)

  const look = useCallback(() => {
    if (!hasMoreHistory || historyGoesOn || isFolded || !isOpen || askedAbove.current === oldestId || !isNearTop())
      return
    askedAbove.current = oldestId
    loadHistory(id)
  }, [id, hasMoreHistory, historyGoesOn, isFolded, isOpen, oldestId, isNearTop])

  useEffect(() => {
    // An answer that was under way is lost with its connection.
    if (!isOpen) askedAbove.current = undefined
  }, [isOpen])
  useEffect(look, [look])
  return (first) => () => {
    first()
    look()
  }
}
