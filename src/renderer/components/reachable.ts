import { createContext, useContext } from 'react'

/**
 * Whether Tab stops at what is inside. In a conversation it does at the message alone that somebody is at: there is one stop for
 * all of them, and the arrow keys go from one to the next.
 */
export const Reachable = createContext(true)

/** The `tabIndex` of a link or a button that may stand in a message. */
export function useTabIndex(): 0 | -1 {
  return useContext(Reachable) ? 0 : -1
}
