import { useEffect, useState } from 'react'

/**
 * The time, again and again.
 *
 * @param everyMs how often it is looked at, in milliseconds
 */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
