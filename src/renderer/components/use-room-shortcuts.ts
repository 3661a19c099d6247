import { useLayoutEffect } from 'react'
import { openRoom } from '../store/actions.ts'
import { useAppStore } from '../store/app-store.ts'
import { roomsInOrder } from '../store/known-rooms.ts'
import { roomAt, roomTarget } from './room-keys.ts'
import { isMac } from './use-shortcuts.ts'

/** Goes from room to room by keys. A dialog that is open stays. */
export function useRoomShortcuts(): void {
  useLayoutEffect(() => {
    const keyDown = (event: KeyboardEvent): void => {
      const target = event.defaultPrevented ? null : roomTarget(event, isMac)
      const state = useAppStore.getState()
      const { dialog, activeRoomId } = state
      if (target === null || dialog !== null) return
      event.preventDefault()
      const places = roomsInOrder(state).map(({ room, reading }) => ({ id: room.id, unread: reading.unread }))
      const roomId = roomAt(places, activeRoomId, target)
      if (roomId !== null) openRoom(roomId)
    }
    window.addEventListener('keydown', keyDown)
    return () => window.removeEventListener('keydown', keyDown)
  }, [])
}
