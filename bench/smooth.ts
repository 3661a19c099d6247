/**
 * `npm run bench:smooth`: whether the window stays smooth while the real app hosts a full room.
 *
 * Half of the guests are classic, half native; so many of them talk that the asked-for number of deliveries comes about.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { _electron as electron, type ElectronApplication } from 'playwright'
import { freePort, hostRoom } from '../e2e/actions.ts'
import { root } from '../scripts/app-program.ts'
import { ensureBuilt } from '../scripts/build.ts'
import { drivenAppEnvironment } from '../scripts/driven-app.ts'
import { TemporaryFolder } from './filled-room.ts'
import { wholeNumber, wholeNumbers } from './flags.ts'
import type { LoadReport, LoadTask } from './load/load.ts'
import { underLoad } from './measure.ts'
import { openFilesFault, openFilesLimit } from './open-files.ts'
import { installProbe, readProbe, resetProbe, type Smoothness } from './window-probe.ts'

const help = `Usage: npm run bench:smooth -- [options]

  --guests 1000     in the room, half of them classic, half native
  --rates 100000    deliveries a second, each with an app of its own
  --seconds 10      length of each measurement
  --profile FILE    what the main process does meanwhile, as a .cpuprofile
  --json            one JSON array instead of the table`

/** More would be delayed: each may say two a second. */
const mostSenders = 100
/** To time every guest would make the load the limit. An odd number, so that both kinds are timed. */
const timedEach = 21
/** How long the app may take to quit. Milliseconds. */
const closeMs = 10_000

interface Plan {
  readonly guests: number
  readonly rates: readonly number[]
  readonly seconds: number
  readonly profile: string | null
  readonly json: boolean
}

interface Row extends Smoothness {
  readonly guests: number
  readonly deliveriesPerSecond: number
  readonly deliveryP50Ms: number
  readonly deliveryP99Ms: number
  /** Share of a processor that the main process used; null where the system does not tell. */
  readonly mainBusy: number | null
  readonly loadBusy: number
}

function readPlan(): Plan | null {
  const { values } = parseArgs({
    options: {
      guests: { type: 'string', default: '1000' },
      rates: { type: 'string', default: '100000' },
      seconds: { type: 'string', default: '10' },
      profile: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  return {
    guests: wholeNumber('--guests', values.guests, 3),
    rates: wholeNumbers('--rates', values.rates),
    seconds: wholeNumber('--seconds', values.seconds),
    profile: values.profile ?? null,
    json: values.json,
  }
}

async function measure({ guests, seconds, profile }: Plan, rate: number): Promise<Row> {
  using userData = new TemporaryFolder()
  const env = { ...process.env, SNUG_USER_DATA: userData.path } as Record<string, string>
  const app = await electron.launch({ args: [root], cwd: root, env })
  try {
    const page = await app.firstWindow()
    const port = await freePort()
    await hostRoom(page, { port })
    const pid = await app.evaluate(() => process.pid)
    await installProbe(app, page)
    const look: { smoothness?: Smoothness } = {}
    const onPhase = async (phase: LoadReport['type']): Promise<void> => {
      if (phase === 'begun') {
        if (profile !== null) await startProfile(app)
        await resetProbe(app, page)
      }
      if (phase !== 'ended') return
      look.smoothness = await readProbe(app, page, seconds)
      if (profile !== null) writeFileSync(profile, await stopProfile(app))
    }
    const senders = Math.min(mostSenders, guests)
    const task: LoadTask = {
      scenario: 'latency',
      dialects: ['classic', 'native'],
      port,
      receivers: guests,
      senders,
      messageBytes: 100,
      seconds,
      rate,
      timedEach,
    }
    const result = await underLoad({ port, pid, memory: () => Promise.resolve(null) }, task, onPhase)
    if (!look.smoothness) throw new Error('The load ended before anything was measured.')
    return {
      guests,
      deliveriesPerSecond: result.deliveriesPerSecond ?? 0,
      ...look.smoothness,
      deliveryP50Ms: result.p50Ms ?? Number.NaN,
      deliveryP99Ms: result.p99Ms ?? Number.NaN,
      mainBusy: result.cpuSeconds === null ? null : Math.round((result.cpuSeconds / seconds) * 100) / 100,
      loadBusy: result.loadBusy ?? Number.NaN,
    }
  } finally {
    await close(app)
  }
}

function startProfile(app: ElectronApplication): Promise<void> {
  return app.evaluate(async () => {
    const { Session } = process.getBuiltinModule('node:inspector/promises')
    const session = new Session()
    session.connect()
    await session.post('Profiler.enable')
    await session.post('Profiler.start')
    Object.assign(globalThis, { profiling: session })
  })
}

function stopProfile(app: ElectronApplication): Promise<string> {
  return app.evaluate(async () => {
    type Profiling = { profiling: { post(method: string): Promise<{ profile?: unknown }> } }
    const { profile } = await (globalThis as unknown as Profiling).profiling.post('Profiler.stop')
    return JSON.stringify(profile)
  })
}

async function close(app: ElectronApplication): Promise<void> {
  const child = app.process()
  const timer = setTimeout(() => child.kill('SIGKILL'), closeMs)
  await app.close()
  clearTimeout(timer)
}

async function main(): Promise<void> {
  const plan = readPlan()
  if (!plan) return console.log(help)
  const fault = openFilesFault(plan.guests, openFilesLimit())
  if (fault !== null) throw new Error(fault)
  // Playwright itself reads them, too.
  Object.assign(process.env, await drivenAppEnvironment({ headed: false }))
  if (!ensureBuilt()) throw new Error('The app could not be built.')
  const rows: Row[] = []
  for (const rate of plan.rates) rows.push(await measure(plan, rate))
  if (plan.json) console.log(JSON.stringify(rows))
  else console.table(rows)
}

try {
  await main()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 2
}
