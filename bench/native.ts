/**
 * `npm run bench:native`: what it costs that a room keeps its conversation, for who joins it, posts to it or comes back.
 *
 * Compare the ratios; the absolute figures belong to the machine.
 */
import { execFile } from 'node:child_process'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { TemporaryFolder } from './filled-room.ts'
import { allNamed, wholeNumber } from './flags.ts'
import type { NativeLoadOptions, NativeLoadResult } from './native-load.ts'
import { timeJoins, timeResumes } from './native-visits.ts'
import { hundredths, percentile } from './percentile.ts'
import { startHost } from './servers/programs.ts'

const scenarios = ['join', 'posts', 'resume'] as const
type Scenario = (typeof scenarios)[number]

const help = `Usage: npm run bench:native -- [options]

  --scenario ${scenarios.join(',')}
  --seconds 3            length of each measurement of posts
  --runs 50              how often somebody joins; a fifth as often somebody comes back
  --json                 one JSON array instead of the tables`

const [messages, missedMessages] = [10_000, 1000]
const [outstanding, messageBytes] = [64, 100]
/** Visits that do not count. */
const warmUps = 10

interface Plan {
  readonly scenarios: readonly Scenario[]
  readonly seconds: number
  readonly runs: number
  readonly json: boolean
}

/** One line of a table; its keys are the columns. */
type Row = { readonly scenario: Scenario } & Readonly<Record<string, string | number>>

function readPlan(): Plan {
  const { values } = parseArgs({
    options: {
      scenario: { type: 'string', default: scenarios.join(',') },
      seconds: { type: 'string', default: '3' },
      runs: { type: 'string', default: '50' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    process.exit(0)
  }
  return {
    scenarios: allNamed('scenario', values.scenario, scenarios),
    seconds: wholeNumber('--seconds', values.seconds),
    runs: wholeNumber('--runs', values.runs),
    json: values.json,
  }
}

async function measureJoins({ runs }: Plan): Promise<Row[]> {
  // Else the first room would pay for a cold client.
  await timeJoins(messages, warmUps)
  const empty = await timeJoins(0, runs)
  const full = await timeJoins(messages, runs)
  const row = (room: string, step: string, times: readonly number[], base: readonly number[]): Row => ({
    scenario: 'join',
    room,
    'until the': step,
    ...spread(times),
    '× empty': ratio(median(times), median(base)),
  })
  return [
    row('empty', 'welcome', empty.welcome, empty.welcome),
    row('empty', 'newest page', empty.page, empty.page),
    row(`${messages.toLocaleString('en')} messages`, 'welcome', full.welcome, empty.welcome),
    row(`${messages.toLocaleString('en')} messages`, 'newest page', full.page, empty.page),
  ]
}

async function measurePosts({ seconds }: Plan): Promise<Row[]> {
  const rows: Row[] = []
  for (const clients of [1, 10]) {
    const unsaved = await load(null, clients, seconds)
    using folder = new TemporaryFolder()
    const stored = await load(folder.path, clients, seconds)
    using otherFolder = new TemporaryFolder()
    const toDisk = await load(otherFolder.path, clients, seconds, true)
    for (const [room, result] of Object.entries({ unsaved, stored, 'every message to disk': toDisk })) {
      rows.push({
        scenario: 'posts',
        clients,
        room,
        'posts/s': result.postsPerSecond,
        '× unsaved': ratio(result.postsPerSecond, unsaved.postsPerSecond),
        'p50 ms': result.p50Ms,
        'p99 ms': result.p99Ms,
        'load busy': result.loadBusy,
      })
    }
  }
  return rows
}

async function load(
  folder: string | null,
  clients: number,
  seconds: number,
  everyMessageToDisk = false,
): Promise<NativeLoadResult> {
  const host = await startHost(folder, { everyMessageToDisk })
  try {
    const options: NativeLoadOptions = { port: host.port, clients, outstanding, messageBytes, seconds }
    const script = path.join(import.meta.dirname, 'native-load.ts')
    const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(options)])
    return JSON.parse(stdout) as NativeLoadResult
  } finally {
    await host.stop()
  }
}

async function measureResumes({ runs }: Plan): Promise<Row[]> {
  const often = Math.ceil(runs / 5)
  await timeResumes(missedMessages, warmUps)
  const one = await timeResumes(1, often)
  const many = await timeResumes(missedMessages, often)
  const row = (missed: number, times: readonly number[]): Row => ({
    scenario: 'resume',
    missed,
    ...spread(times),
    '× one': ratio(median(times), median(one)),
  })
  return [row(1, one), row(missedMessages, many)]
}

function spread(times: readonly number[]): Record<string, number> {
  const sorted = times.toSorted((one, other) => one - other)
  return { runs: times.length, 'p50 ms': percentile(sorted, 0.5), 'p95 ms': percentile(sorted, 0.95) }
}

function median(times: readonly number[]): number {
  return percentile(
    times.toSorted((one, other) => one - other),
    0.5,
  )
}

function ratio(value: number, base: number): number {
  return hundredths(value / base)
}

const measurements = { join: measureJoins, posts: measurePosts, resume: measureResumes } as const

async function main(): Promise<void> {
  const plan = readPlan()
  const rows: Row[] = []
  for (const scenario of plan.scenarios) {
    const measured = await measurements[scenario](plan)
    rows.push(...measured)
    if (!plan.json) console.table(measured)
  }
  if (plan.json) console.log(JSON.stringify(rows))
}

try {
  await main()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 2
}
