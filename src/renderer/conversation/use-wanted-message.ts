import { useEffect, useRef, useState } from 'react'
import type { RoomState } from '../../core/common/room.ts'
import { useAppStore } from '../store/app-store.ts'
import { loadHistory, messageShown, showBefore } from '../store/message-actions.ts'
import type { Row } from './rows.ts'
import { t } from '../language.ts'

/** How long the message is marked to which somebody was led, in milliseconds. */
const markedMs = 2000

interface WantedMessageOptions {
  readonly room: RoomState
  readonly rows: readonly Row[]
  /** What was said before the person first came is one row. */
  readonly isFolded: boolean
  readonly scrollToMiddle: (index: number) => void
  readonly focusMessage: (id: string) => void
}

/**
 * Brings the message that is wanted to the middle, and fetches what was said since if it is not here.
 *
 * @returns the id of the message that is to be marked at this moment
 */
export function useWantedMessage(options: WantedMessageOptions): string | null {
  const { room, rows, isFolded, scrollToMiddle, focusMessage } = options
  const wantedId = useAppStore(({ wantedMessage }) =>
    wantedMessage?.roomId === room.id ? wantedMessage.messageId : null,
  )
  const [sought, setSought] = useState<{ readonly id: string } | null>(null)
  /** The oldest entry when history was asked for: once is enough for each. */
  const askedAbove = useRef<string>(undefined)
  const { id: roomId, hasMoreHistory, historyGoesOn = false } = room
  const isOpen = room.connection.status === 'open'
  const oldestId = room.entries[0]?.id

  useEffect(() => {
    if (wantedId === null) return
    const index = rows.findLastIndex((row) => row.kind === 'message' && row.key === wantedId)
    if (index !== -1) {
      scrollToMiddle(index)
      focusMessage(wantedId)
      // oxlint-disable-next-line react/set-state-in-effect -- It is found only once the rows have been laid out.
      setSought({ id: wantedId })
      messageShown()
    } else if (isFolded) {
      showBefore(roomId)
    } else if (!hasMoreHistory) {
      messageShown(t('conversation.gone'))
    } else if (!isOpen) {
      messageShown(t('conversation.furtherBack'))
    } else if (!historyGoesOn && askedAbove.current !== oldestId) {
      askedAbove.current = oldestId
      loadHistory(roomId, wantedId)
    }
  }, [wantedId, rows, isFolded, roomId, hasMoreHistory, historyGoesOn, isOpen, oldestId, scrollToMiddle, focusMessage])

  useEffect(() => {
    if (wantedId === null) askedAbove.current = undefined
  }, [wantedId])

  useEffect(() => {
    if (!sought) return undefined
    const timer = setTimeout(() => setSought(null), markedMs)
    return () => clearTimeout(timer)
  }, [sought])
  return sought?.id ?? null
}
