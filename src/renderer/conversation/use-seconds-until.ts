import { useEffect, useState } from 'react'
import { secondsUntil } from '../view/time.ts'

/** How often it is looked at, in milliseconds. */
const everyMs = 250

/** Whole seconds until a moment, counting down; 0 from then on, and while there is none. */
export function useSecondsUntil(at: number | null): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (at === null) return undefined
    const timer = setInterval(() => {
      setNow(Date.now())
      if (Date.now() >= at) clearInterval(timer)
    }, everyMs)
    return () => clearInterval(timer)
  }, [at])
  return at === null ? 0 : secondsUntil(at, now)
}
