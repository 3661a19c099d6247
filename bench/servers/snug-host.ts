/** `npm run host`, which also answers SIGUSR2 with what it holds in memory, as a line of JSON. For the benchmark alone. */
import process from 'node:process'

process.on('SIGUSR2', () => {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  console.log(`Memory ${JSON.stringify({ heapUsed, external })}`)
})

await import('../../src/cli/host.ts')
