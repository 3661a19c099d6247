/** `npm start`: opens Snug, in Electron if it can be had, else in Chromium; without a display, hosts a room in the terminal. */
import { findAppProgram, hasDisplay, root } from './app-program.ts'
import { ensureBuilt } from './build.ts'
import { runToEnd } from './run-to-end.ts'

async function start(args: readonly string[]): Promise<number> {
  if (!hasDisplay()) {
    console.error('There is no display to open a window on, so this terminal hosts a room instead; Ctrl-C closes it.')
    // In this very process, so that what is typed reaches the room.
    await import('../src/cli/host.ts')
    return Number(process.exitCode)
  }
  const program = await findAppProgram()
  if (program.notice) console.error(program.notice)
  if (!ensureBuilt()) {
    console.error('Snug could not be built; what is wrong is said above.')
    return 1
  }
  return runToEnd(program.command, [...program.args, root, ...args], program.environment)
}

try {
  process.exitCode = await start(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
