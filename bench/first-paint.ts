/**
 * `npm run bench:paint`: how long somebody waits in the real window, from pressing Join until the newest message is on the
 * screen, in a room with a long past and in one with a single message.
 */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { DrivenApp, prepareApp, timeJoin } from './driven-app.ts'
import { fillRoom, newestMark, TemporaryFolder } from './filled-room.ts'
import { wholeNumber } from './flags.ts'
import { percentile } from './percentile.ts'
import { startHost } from './servers/programs.ts'

const help = `Usage: npm run bench:paint -- [options]

  --runs 5   how often a new app joins each room
  --json     one JSON array instead of the table`

const sizes = [1, 10_000] as const

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
    while (times.length < runs) times.push(await timeNewApp(host.port, newestMark(messages)))
  } finally {
    await host.stop()
  }
  const sorted = times.toSorted((one, other) => one - other)
  return { messages, runs, medianMs: percentile(sorted, 0.5), worstMs: percentile(sorted, 1) }
}

async function timeNewApp(port: number, mark: string): Promise<number> {
  await using app = await DrivenApp.launch()
  return await timeJoin(app.page, port, mark)
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
  await prepareApp()
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
