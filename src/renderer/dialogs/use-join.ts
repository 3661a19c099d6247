import { useCallback, useEffect, useRef, useState } from 'react'
import type { RequestError, RequestPayload } from '../../core/common/ipc-contract.ts'
import { cancelJoin, enterRoom, joinRoom } from '../store/actions.ts'

interface Join {
  readonly isJoining: boolean
  readonly error: RequestError | null
  readonly join: (payload: RequestPayload<'room.join'>) => void
  readonly cancel: () => void
}

/** One attempt at a time to join a room. Given up when the form that made it goes away. */
export function useJoin(): Join {
  const [isJoining, setJoining] = useState(false)
  const [error, setError] = useState<RequestError | null>(null)
  /** The attempt whose answer is waited for; 0 while there is none. */
  const current = useRef(0)

  const join = useCallback((payload: RequestPayload<'room.join'>): void => {
    if (current.current !== 0) return
    const attempt = performance.now()
    current.current = attempt
    setJoining(true)
    setError(null)
    void joinRoom(payload).then((answer) => {
      const isWanted = current.current === attempt
      // Before the form goes away, which would give up what has succeeded.
      if (isWanted) current.current = 0
      const failed = enterRoom(answer)
      if (!isWanted) return
      setJoining(false)
      setError(failed)
    })
  }, [])

  const cancel = useCallback((): void => {
    if (current.current === 0) return
    current.current = 0
    setJoining(false)
    cancelJoin()
  }, [])

  useEffect(() => cancel, [cancel])
  return { isJoining, error, join, cancel }
}
