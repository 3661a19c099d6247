/** How much is unread, on the dock and the taskbar. */
import { app, type BrowserWindow } from 'electron/main'
import { unreadOverlay } from './icons.ts'

/** @param words what a screen reader says about it */
export function showBadge(unread: number, window: BrowserWindow | null, words: string): void {
  app.setBadgeCount(unread)
  if (process.platform !== 'win32' || !window || window.isDestroyed()) return
  if (unread > 0) window.setOverlayIcon(unreadOverlay(), words)
  else window.setOverlayIcon(null, '')
}
