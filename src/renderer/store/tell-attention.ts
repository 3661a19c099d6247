/** Lets the main process know what the person has in front of them: it counts on the dock, and does not announce it. */
import type { RequestPayload } from '../../core/common/ipc-contract.ts'
import { totalUnread, type AppData } from './app-data.ts'

type Attention = RequestPayload<'window.attention'>

/** Returns what hears of every change, and tells those that matter. */
export function createAttentionTeller(tell: (attention: Attention) => void): (data: AppData) => void {
  let told: Attention | null = null
  return (data) => {
    const attention = { roomId: data.activeRoomId, unread: totalUnread(data) }
    if (told?.roomId === attention.roomId && told.unread === attention.unread) return
    told = attention
    tell(attention)
  }
}
