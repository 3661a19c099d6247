import { useEffect, useMemo, useRef, useState } from 'react'
import type { Entry, RoomState } from '../../core/common/room.ts'
import { messageMatcher, olderThan } from '../find/matching-messages.ts'
import { changeFind } from '../store/find-actions.ts'
import type { FindState } from '../store/find.ts'
import { loadHistory, showBefore } from '../store/message-actions.ts'
import type { Row } from './rows.ts'

/** How long after the last key older messages are fetched, in milliseconds. */
const pauseMs = 300

export interface Finding {
  /** How many messages that are here have the words. */
  readonly count: number
  /** Which of them is shown, the newest being 1; 0 if none is. */
  readonly number: number
  /** Older messages are being fetched. */
  readonly isLooking: boolean
  /** There may be more, further back. */
  readonly mayBeMore: boolean
  readonly change: (words: string) => void
  readonly older: () => void
  readonly newer: () => void
}

interface FindOptions {
  readonly room: RoomState
  readonly rows: readonly Row[]
  /** What is looked through, with what the rows do not show at the moment. */
  readonly entries: readonly Entry[]
  readonly find: FindState
  /** Brings a row into sight. */
  readonly show: (index: number) => void
}

/** Goes from message to message that has some words, and fetches older ones as long as none is found. */
export function useFind({ room, rows, entries, find, show }: FindOptions): Finding {
  const { words, currentId } = find
  const [idsWith] = useState(messageMatcher)
  const matches = useMemo(() => idsWith(entries, words), [idsWith, entries, words])
  const index = currentId === null ? -1 : matches.indexOf(currentId)
  const isOpen = room.connection.status === 'open'
  const mayBeMore = room.hasMoreHistory && words.trim() !== ''
  const [looksFor, setLooksFor] = useState<string | null>(null)
  const canLoad = mayBeMore && isOpen
  const isLooking = looksFor === words && canLoad
  const isMissing = matches.length === 0 && canLoad

  const bring = useBringing({ roomId: room.id, rows, show })
  const go = (id: string | undefined): void => {
    if (id === undefined) return
    changeFind({ currentId: id })
    bring(id)
  }

  useEffect(() => {
    if (!isMissing) return undefined
    const timer = setTimeout(() => setLooksFor(words), pauseMs)
    return () => clearTimeout(timer)
  }, [isMissing, words])

  useLookBack({
    room,
    isWanted: looksFor === words,
    canLoad,
    foundId: olderThan(matches, index),
    ended: (id) => {
      setLooksFor(null)
      go(id)
    },
  })

  const change = (words: string): void => {
    changeFind({ words, currentId: null })
    go(idsWith(entries, words).at(-1))
  }
  return {
    count: matches.length,
    number: index === -1 ? 0 : matches.length - index,
    isLooking,
    mayBeMore,
    change,
    older: () => (index <= 0 && canLoad ? setLooksFor(words) : go(olderThan(matches, index) ?? matches.at(-1))),
    newer: () => go(matches[(index + 1) % matches.length]),
  }
}

interface BringingOptions extends Pick<FindOptions, 'rows' | 'show'> {
  readonly roomId: string
}

/** Brings a message into sight; one that is folded away is unfolded first. */
function useBringing({ roomId, rows, show }: BringingOptions): (id: string) => void {
  const awaited = useRef<string>(undefined)
  const showIfThere = (id: string): boolean => {
    const index = rows.findLastIndex((row) => row.kind === 'message' && row.key === id)
    if (index !== -1) show(index)
    return index !== -1
  }
  useEffect(() => {
    if (awaited.current !== undefined && showIfThere(awaited.current)) awaited.current = undefined
  })
  return (id) => {
    awaited.current = undefined
    if (showIfThere(id)) return
    awaited.current = id
    showBefore(roomId)
  }
}

interface LookBackOptions {
  readonly room: RoomState
  readonly isWanted: boolean
  /** There are older messages to be had. */
  readonly canLoad: boolean
  /** The next older match, once it is here. */
  readonly foundId: string | undefined
  /** It is here, or is not to be had. */
  readonly ended: (id: string | undefined) => void
}

/** Fetches page after page until there is a match. */
function useLookBack({ room, isWanted, canLoad, foundId, ended }: LookBackOptions): void {
  const { id: roomId, historyGoesOn = false } = room
  const oldestId = room.entries[0]?.id
  /** The oldest entry when more was asked for: once is enough for each. */
  const askedAbove = useRef<string>(undefined)
  useEffect(() => {
    // The last page may bring it, with nothing left to load after it.
    if (!isWanted) askedAbove.current = undefined
    else if (foundId !== undefined || !canLoad) ended(foundId)
    else if (!historyGoesOn && askedAbove.current !== oldestId) {
      askedAbove.current = oldestId
      loadHistory(roomId)
    }
  })
}
