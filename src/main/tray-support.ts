/** Whether this desktop shows tray icons. Electron does not tell: without a host for them, an icon is simply not there. */
import { execFile } from 'node:child_process'

/** How long the desktop may take to answer, in milliseconds: at the beginning of a session, it has much to do. */
const patienceMs = 10_000

/** Windows and macOS always do. On Linux, the session bus knows whether somebody shows them; no answer means no. */
export function hasTray(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return Promise.resolve(true)
  const question = ['call', '--session', '--dest=org.freedesktop.DBus', '--object-path=/org/freedesktop/DBus']
  const method = ['--method=org.freedesktop.DBus.NameHasOwner', 'org.kde.StatusNotifierWatcher']
  return new Promise((resolve) => {
    execFile('gdbus', [...question, ...method], { timeout: patienceMs }, (error, answer) => {
      resolve(!error && answer.includes('true'))
    })
  })
}
