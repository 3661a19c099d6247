/**
 * `npm run e2e -- [Playwright's arguments]`: the specs in e2e on the built app. With `--headed`, the windows can be seen;
 * with `--screenshots`, the pictures they take replace those in docs/screenshots.
 *
 * They run on Electron where its program is there, else on the stand-in. A process that outlives the run is a failure.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { patienceMs } from '../e2e/peers/patience.ts'
import { root } from './app-program.ts'
import { ensureBuilt } from './build.ts'
import { drivenAppEnvironment } from './driven-app.ts'
import { runToEnd } from './run-to-end.ts'

/** Processes (Linux only) that carry the run's mark in their environment or its folder in their command line. */
function leftBehind(run: string, folder: string): { readonly pid: number; readonly command: string }[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .flatMap((pid) => {
      try {
        const read = (name: string): string => readFileSync(`/proc/${pid}/${name}`, 'latin1')
        const command = read('cmdline').replaceAll('\0', ' ')
        // A zombie has ended, and has an empty command line.
        return command && (read('environ').includes(run) || command.includes(folder)) ? [{ pid, command }] : []
      } catch {
        return [] // Ended meanwhile, or somebody else's.
      }
    })
}

/** Waits for the run's processes to leave; ends and names those that do not. */
async function clearUp(run: string, folder: string): Promise<boolean> {
  for (let waited = 0; waited < patienceMs && leftBehind(run, folder).length > 0; waited += 100) await delay(100)
  const rest = leftBehind(run, folder)
  for (const { pid, command } of rest) {
    console.error(`Left behind: ${pid} ${command.slice(0, 160)}`)
    process.kill(pid, 'SIGKILL')
  }
  return rest.length === 0
}

async function runSpecs(all: readonly string[]): Promise<number> {
  const args = all.filter((argument) => argument !== '--screenshots')
  const environment = await drivenAppEnvironment({ headed: args.includes('--headed') })
  if (!ensureBuilt()) return 1
  const run = randomUUID()
  // Short, because a path to a socket in it may not have more than a hundred characters.
  const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-'))
  const playwright = path.join(root, 'node_modules', 'playwright', 'cli.js')
  const temporary = { TMPDIR: folder, TMP: folder, TEMP: folder }
  try {
    const status = await runToEnd(process.execPath, [playwright, 'test', ...args], {
      ...environment,
      ...temporary,
      SNUG_E2E_RUN: run,
      SNUG_SCREENSHOTS: args.length < all.length ? 'yes' : '',
    })
    const clean = await clearUp(run, folder)
    return clean ? status : status || 1
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}

try {
  process.exitCode = await runSpecs(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
