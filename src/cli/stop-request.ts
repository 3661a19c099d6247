const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const parentCheckMs = 500

/**
 * Hears every request to stop: Ctrl-C, a signal, or the end of the npm that runs the program, as SIGTERM.
 *
 * Until the returned function is called, signals do nothing else.
 */
export function onStopRequest(hear: (signal: NodeJS.Signals) => void): () => void {
  for (const signal of signals) process.on(signal, hear)
  // npm hands a signal only to the shell between, which dies of it and leaves this program behind.
  const parent = process.ppid
  const runByNpm = process.env['npm_lifecycle_event'] !== undefined
  const parentCheck = setInterval(() => {
    if (!runByNpm || process.ppid === parent) return
    clearInterval(parentCheck)
    hear('SIGTERM')
  }, parentCheckMs)
  parentCheck.unref()
  return () => {
    clearInterval(parentCheck)
    for (const signal of signals) process.off(signal, hear)
  }
}

/**
 * Resolves at the first request to stop.
 *
 * A second signal stops the program at once, as it would without this.
 */
export function stopRequested(): Promise<void> {
  return new Promise((resolve) => {
    const stopListening = onStopRequest(() => {
      stopListening()
      resolve()
    })
  })
}
