import { powerMonitor } from 'electron/main'

/** After so many seconds without a key or a movement, anywhere on this computer, its person is away. */
const idleSeconds = 5 * 60
/** How often that is looked at, in milliseconds. */
const lookMs = 5000

/** Tells when the person has gone from this computer, and when they are back. Returns the function that ends it. */
export function watchIdle(changed: (isIdle: boolean) => void): () => void {
  let isIdle = false
  const timer = setInterval(() => {
    if (powerMonitor.getSystemIdleTime() >= idleSeconds === isIdle) return
    isIdle = !isIdle
    changed(isIdle)
  }, lookMs)
  return () => clearInterval(timer)
}
