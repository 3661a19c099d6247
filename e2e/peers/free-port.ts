import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import net from 'node:net'

/**
 * Systems give ports from 32768 on (Linux) or 49152 on (macOS, Windows) to programs that ask for any. Below, none of those
 * that a test starts meanwhile takes the port away by chance.
 */
const [lowest, highest] = [20_000, 32_000]

const given = new Set<number>()

/** A port of loopback that nobody holds, and that nobody is likely to take before the test does. */
export async function freePort(): Promise<number> {
  const port = randomInt(lowest, highest)
  if (given.has(port) || !(await isFree(port))) return freePort()
  given.add(port)
  return port
}

async function isFree(port: number): Promise<boolean> {
  const server = net.createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}
