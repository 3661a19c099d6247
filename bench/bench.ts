/**
 * `npm run bench`: our host beside other servers of the same protocol, in one run on one machine.
 *
 * Compare the ratios; the absolute figures belong to the machine.
 */
import { execFile } from 'node:child_process'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import type { LoadOptions, LoadResult } from './load.ts'
import { usageOf } from './process-usage.ts'
import { serverNames, startServer, type ServerName } from './servers.ts'

const help = `Usage: npm run bench -- [options]

  --receivers 10,100,1000   clients in the room, all receiving
  --senders 10              how many of them send (never more than there are)
  --servers ${serverNames.join(',')}
  --message-bytes 100
  --seconds 3               length of the throughput phase
  --json                    one JSON array instead of the table`

interface Row {
  readonly server: ServerName
  readonly scenario: 'fanout'
  readonly receivers: number
  readonly senders: number
  readonly messageBytes: number
  readonly deliveriesPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly cpuSeconds: number | null
  readonly peakRssMb: number | null
  readonly loadBusy: number
}

interface Plan {
  readonly receivers: readonly number[]
  readonly senders: number
  readonly servers: readonly ServerName[]
  readonly messageBytes: number
  readonly seconds: number
  readonly json: boolean
}

function readPlan(): Plan {
  const { values } = parseArgs({
    options: {
      receivers: { type: 'string', default: '10,100,1000' },
      senders: { type: 'string', default: '10' },
      servers: { type: 'string', default: serverNames.join(',') },
      'message-bytes': { type: 'string', default: '100' },
      seconds: { type: 'string', default: '3' },
      scenario: { type: 'string', default: 'fanout' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    process.exit(0)
  }
  if (values.scenario !== 'fanout') throw new Error(`There is no scenario ${values.scenario}. Known: fanout.`)
  return {
    receivers: values.receivers.split(',').map((text) => wholeNumber('--receivers', text)),
    senders: wholeNumber('--senders', values.senders),
    servers: values.servers.split(',').map(serverNamed),
    messageBytes: wholeNumber('--message-bytes', values['message-bytes']),
    seconds: wholeNumber('--seconds', values.seconds),
    json: values.json,
  }
}

function wholeNumber(option: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new Error(`${option} takes whole numbers from 1, not “${text}”.`)
  return value
}

function serverNamed(text: string): ServerName {
  const name = serverNames.find((known) => known === text)
  if (!name) throw new Error(`There is no server “${text}”. Known: ${serverNames.join(', ')}.`)
  return name
}

async function measure(server: ServerName, receivers: number, plan: Plan): Promise<Row> {
  const senders = Math.min(plan.senders, receivers)
  const { messageBytes, seconds } = plan
  const running = await startServer(server)
  try {
    const options: LoadOptions = { port: running.port, receivers, senders, messageBytes, seconds }
    const { stdout } = await promisify(execFile)(process.execPath, [
      path.join(import.meta.dirname, 'load.ts'),
      JSON.stringify(options),
    ])
    const result = JSON.parse(stdout) as LoadResult
    const usage = usageOf(running.pid)
    return {
      server,
      scenario: 'fanout',
      receivers,
      senders,
      messageBytes,
      ...result,
      cpuSeconds: usage?.cpuSeconds ?? null,
      peakRssMb: usage?.peakRssMb ?? null,
    }
  } finally {
    await running.stop()
  }
}

function printTable(rows: readonly Row[]): void {
  const baseline = (row: Row): Row | undefined =>
    rows.find((other) => other.server === 'python' && other.receivers === row.receivers)
  console.table(
    rows.map((row) => {
      const python = baseline(row)
      return {
        receivers: row.receivers,
        senders: row.senders,
        server: row.server,
        'deliveries/s': row.deliveriesPerSecond,
        '× python': python ? Number((row.deliveriesPerSecond / python.deliveriesPerSecond).toFixed(2)) : null,
        'p50 ms': row.p50Ms,
        'p99 ms': row.p99Ms,
        'cpu s': row.cpuSeconds,
        'peak MB': row.peakRssMb,
        'load busy': row.loadBusy,
      }
    }),
  )
}

async function main(): Promise<void> {
  const plan = readPlan()
  const rows: Row[] = []
  for (const receivers of plan.receivers) {
    for (const server of plan.servers) {
      try {
        rows.push(await measure(server, receivers, plan))
      } catch (error) {
        console.error(`Left out: ${server} with ${receivers} receivers. ${(error as Error).message}`)
      }
    }
  }
  if (plan.json) console.log(JSON.stringify(rows))
  else printTable(rows)
}

try {
  await main()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 2
}
