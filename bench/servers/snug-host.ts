/** `npm run host`, which also answers SIGUSR2 with what it holds in memory, as a line of JSON. For the benchmark alone. */
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * So often it is collected before it is told, so many milliseconds apart: what is on its way to somebody goes meanwhile, and so
 * does the code of functions that nobody calls any more, which V8 keeps for some collections.
 */
const [times, everyMs] = [12, 250]

process.on('SIGUSR2', () => void tellMemory())

async function tellMemory(): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    globalThis.gc?.()
    await pause(everyMs)
  }
  const { heapUsed, external } = process.memoryUsage()
  console.log(`Memory ${JSON.stringify({ heapUsed, external })}`)
}

await import('../../src/cli/host.ts')
