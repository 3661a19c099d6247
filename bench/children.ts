/** The programs that a benchmark has started: none outlives it, however it ends. */
import type { ChildProcess } from 'node:child_process'
import { constants } from 'node:os'

const children = new Set<ChildProcess>()
let isWatching = false

/** Ends the child when this program ends, by itself or by a signal. Answers the child. */
export function ownChild<Child extends ChildProcess>(child: Child): Child {
  watchTheEnd()
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

function watchTheEnd(): void {
  if (isWatching) return
  isWatching = true
  process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')))
  // A signal would end it without the event.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]))
  }
}
