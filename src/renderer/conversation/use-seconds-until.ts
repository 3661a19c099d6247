import { useEffect, useState } from 'react'
import { secondsUntil } from '../view/time.ts'

/** How often it is looked at, in milliseconds. */
const everyMs = 250

/** Whole seconds until a moment, counting down; 0 from then on, and while there is none. */
export function useSecondsUntil(at: number | null): number {
  const [now, setNow] = useState(() => Date.now())
  const isOver = at === null || at <= now
  useEffect(() => {
    if (at === null || isOver) return undefined
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [at, isOver])
  // A moment that has just been set is to be seen against the time of now.
  const [last, setLast] = useState(at)
  if (last !== at) {
    setLast(at)
    setNow(Date.now())
  }
  return at === null ? 0 : secondsUntil(at, now)
}
