/**
 * `npm run bench:paint`: how long somebody waits in the real window, from pressing Join until the newest message is on the
 * screen, in a room with a long past and in one with a single message.
 */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { _electron as electron, type ElectronApplication, type Page } from 'playwright'
import { root } from '../scripts/app-program.ts'
import { ensureBuilt } from '../scripts/build.ts'
import { drivenAppEnvironment } from '../scripts/driven-app.ts'
import { fillRoom, newestMark, TemporaryFolder } from './filled-room.ts'
import { wholeNumber } from './flags.ts'
import { percentile } from './percentile.ts'
import { startHost } from './servers/programs.ts'

const help = `Usage: npm run bench:paint -- [options]

  --runs 5   how often a new app joins each room
  --json     one JSON array instead of the table`

const sizes = [1, 10_000] as const
/** How long the app may take to quit. Milliseconds. */
const closeMs = 10_000

interface Row {
  readonly messages: number
  readonly runs: number
  readonly medianMs: number
  readonly worstMs: number
}

async function measure(messages: number, runs: number): Promise<Row> {
  using folder = new TemporaryFolder()
  const room = path.join(folder.path, 'room')
  fillRoom(room, messages)
  const host = await startHost(room)
  const times: number[] = []
  try {
    while (times.length < runs) times.push(await timeJoin(host.port, newestMark(messages)))
  } finally {
    await host.stop()
  }
  const sorted = times.toSorted((one, other) => one - other)
  return { messages, runs, medianMs: percentile(sorted, 0.5), worstMs: percentile(sorted, 1) }
}

/** Starts a new app, joins by its dialog, and answers the milliseconds. */
async function timeJoin(port: number, mark: string): Promise<number> {
  using userData = new TemporaryFolder()
  const env = { ...process.env, SNUG_USER_DATA: userData.path } as Record<string, string>
  const app = await electron.launch({ args: [root], cwd: root, env })
  try {
    const page = await app.firstWindow()
    await page.getByRole('button', { name: 'Options for joining' }).click()
    const dialog = page.getByRole('dialog', { name: 'Join a room' })
    await dialog.getByLabel('Address').fill(`127.0.0.1:${port}`)
    await dialog.getByLabel('Your name').fill('Bo')
    await watch(page, mark)
    await dialog.getByRole('button', { name: 'Join', exact: true }).click()
    return await page.evaluate(() => (window as Watched).firstPaint)
  } finally {
    await close(app)
  }
}

type Watched = typeof globalThis & Window & { firstPaint: Promise<number> }

/** Lets the page measure by itself: from the click until the frame after the one that has the newest message in view. */
function watch(page: Page, mark: string): Promise<void> {
  return page.evaluate((mark) => {
    const isInView = (): boolean => {
      const messages = [...document.querySelectorAll('[role="log"] .message')]
      const box = messages.findLast(({ textContent }) => textContent.includes(mark))?.getBoundingClientRect()
      return box !== undefined && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight
    }
    const clicked = new Promise<number>((resolve) => {
      document.addEventListener('click', () => resolve(performance.now()), { capture: true, once: true })
    })
    const watched = window as Watched
    watched.firstPaint = clicked.then(
      (startedAt) =>
        new Promise((resolve) => {
          const look = (): void => {
            // What a frame begins with is painted when the next one begins.
            if (isInView()) requestAnimationFrame(() => resolve(performance.now() - startedAt))
            else requestAnimationFrame(look)
          }
          requestAnimationFrame(look)
        }),
    )
  }, mark)
}

async function close(app: ElectronApplication): Promise<void> {
  const child = app.process()
  const timer = setTimeout(() => child.kill('SIGKILL'), closeMs)
  await app.close()
  clearTimeout(timer)
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    return
  }
  const runs = wholeNumber('--runs', values.runs)
  // Playwright itself reads them, too.
  Object.assign(process.env, await drivenAppEnvironment({ headed: false }))
  if (!ensureBuilt()) throw new Error('The app could not be built.')
  const rows: Row[] = []
  for (const messages of sizes) rows.push(await measure(messages, runs))
  if (values.json) {
    console.log(JSON.stringify(rows))
    return
  }
  console.table(
    rows.map((row) => ({ messages: row.messages, runs, 'median ms': row.medianMs, 'worst ms': row.worstMs })),
  )
}

try {
  await main()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 2
}
