import { useEffect, useState } from 'react'
import type { AboutAnswer } from '../../core/common/ipc-contract.ts'
import { request } from '../store/requests.ts'

/** What the program is made of, and where it keeps what; null until that is known. */
export function useAbout(): AboutAnswer | null {
  const [about, setAbout] = useState<AboutAnswer | null>(null)
  useEffect(() => {
    let isWanted = true
    void request('app.about', {}).then((answer) => {
      if (isWanted && answer.ok) setAbout(answer.value)
    })
    return () => {
      isWanted = false
    }
  }, [])
  return about
}
