import { useEffect } from 'react'
import { useAppStore } from '../store/app-store.ts'
import { openSearch } from '../store/search-actions.ts'
import { opensSearch } from './search-keys.ts'

/** Opens the search by its keys: in the room that is shown, or everywhere. A dialog that is open stays. */
export function useSearchShortcut(): void {
  useEffect(() => {
    const keyDown = (event: KeyboardEvent): void => {
      if (!opensSearch(event)) return
      event.preventDefault()
      const { dialog, status, activeRoomId } = useAppStore.getState()
      if (dialog === null && status === 'ready') openSearch(activeRoomId)
    }
    window.addEventListener('keydown', keyDown)
    return () => window.removeEventListener('keydown', keyDown)
  }, [])
}
