import { spawn } from 'node:child_process'
import { once } from 'node:events'
import os from 'node:os'
import { onStopRequest } from '../src/cli/stop-request.ts'
import { root } from './app-program.ts'

/**
 * Runs a program in the project's folder until it ends, and answers its exit status as a shell would.
 *
 * Ctrl-C and other requests to stop are handed on to it once, so that it can close in good order.
 */
export async function runToEnd(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
    // Its own process group: a terminal would send Ctrl-C to it as well, and it would hear it twice.
    detached: process.platform !== 'win32',
  })
  const stopListening = onStopRequest((signal) => child.kill(signal))
  const [status, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  stopListening()
  return status ?? 128 + (signal ? os.constants.signals[signal] : 0)
}
