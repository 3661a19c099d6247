import { useEffect, useState } from 'react'
import { secondsUntil } from '../view/time.ts'

/** How often it is looked at, in milliseconds. */
const everyMs = 250

/** Whole seconds until a moment, counting down; 0 from then on, and while there is none. */
export function useSecondsUntil(at: number | null): number {
  const [looked, setLooked] = useState({ at, seconds: 0 })
  useEffect(() => {
    if (at === null) return undefined
    const look = (): void => {
      const seconds = secondsUntil(at, Date.now())
      setLooked({ at, seconds })
      if (seconds === 0) clearInterval(timer)
    }
    const timer = setInterval(look, everyMs)
    const frame = requestAnimationFrame(look)
    return () => {
      clearInterval(timer)
      cancelAnimationFrame(frame)
    }
  }, [at])
  // What was counted for another moment says nothing about this one.
  return looked.at === at ? looked.seconds : 0
}
