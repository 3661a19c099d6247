import { useSyncExternalStore } from 'react'

/** Where there is no room for the people beside the conversation. */
export const peopleInDrawerQuery = '(width < 900px)'

/** Whether a media query matches now. */
export function useMediaQuery(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => window.matchMedia(query).matches,
  )
}
