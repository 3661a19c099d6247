const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const parentCheckMs = 500

/**
 * Resolves when the program is asked to stop: Ctrl-C, a signal, or the end of the npm that runs it.
 *
 * A second signal stops the program at once, as it would without this.
 */
export function stopRequested(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      clearInterval(parentCheck)
      for (const signal of signals) process.off(signal, stop)
      resolve()
    }
    for (const signal of signals) process.on(signal, stop)
    // npm hands a signal only to the shell between, which dies of it and leaves this program behind.
    const parent = process.ppid
    const runByNpm = process.env['npm_lifecycle_event'] !== undefined
    const parentCheck = setInterval(() => {
      if (runByNpm && process.ppid !== parent) stop()
    }, parentCheckMs)
    parentCheck.unref()
  })
}
