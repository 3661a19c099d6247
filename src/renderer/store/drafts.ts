/** What was typed and not sent yet, per room. Survives a change of room, a lost connection and a reload. */
import type { RoomState } from '../../core/common/room.ts'

const prefix = 'draft '

/** Rooms come and go under new ids; the address is what stays. */
export function draftKey(room: Pick<RoomState, 'role' | 'addresses' | 'name'>): string {
  return `${prefix}${room.role.kind} ${room.addresses[0] ?? room.name}`
}

/** Empty if there is none. */
export function loadDraft(storage: Pick<Storage, 'getItem'>, key: string): string {
  return storage.getItem(key) ?? ''
}

/** An empty draft is forgotten. */
export function saveDraft(storage: Pick<Storage, 'setItem' | 'removeItem'>, key: string, text: string): void {
  if (text === '') {
    storage.removeItem(key)
    return
  }
  try {
    storage.setItem(key, text)
  } catch {
    // The quota. The text is still on the screen; only a reload would lose it.
  }
}
