/** The small pictures of the tray and the taskbar. They are part of the bundle: no file has to be found when Snug runs. */
import { nativeImage, type NativeImage } from 'electron/common'
import trayUrl from './icons/tray.png?inline'
import trayUnreadUrl from './icons/tray-unread.png?inline'
import unreadUrl from './icons/unread.png?inline'

/** They are drawn with twice the pixels that they take up on a screen of macOS. */
const scaleFactor = process.platform === 'darwin' ? 2 : 1

function imageOf(url: string): NativeImage {
  return nativeImage.createFromBuffer(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'), { scaleFactor })
}

export function trayIcon(hasUnread: boolean): NativeImage {
  return imageOf(hasUnread ? trayUnreadUrl : trayUrl)
}

/** What lies over the button in the taskbar of Windows. */
export function unreadOverlay(): NativeImage {
  return imageOf(unreadUrl)
}
