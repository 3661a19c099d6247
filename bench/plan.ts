/** What is to be measured: the flags of `npm run bench`. */
import { parseArgs } from 'node:util'
import { allNamed, wholeNumber, wholeNumbers } from './flags.ts'
import type { LoadTask } from './load/load.ts'
import { serverNames, type ServerName } from './servers/programs.ts'

export type Scenario = LoadTask['scenario']

export const scenarios = ['fanout', 'latency', 'storm', 'idle', 'stalled'] as const satisfies readonly Scenario[]

export interface Plan {
  readonly scenarios: readonly Scenario[]
  readonly servers: readonly ServerName[]
  /** Those that were asked for; otherwise each scenario has its own. */
  readonly receivers: readonly number[] | null
  readonly senders: readonly number[] | null
  readonly messageBytes: number
  /** The one that was asked for; otherwise each scenario has its own. */
  readonly seconds: number | null
  readonly rate: number
  readonly json: boolean
  /** The folder of the pictures; null: none. */
  readonly plots: string | null
}

const help = `Usage: npm run bench -- [options]

  --scenario ${scenarios.join(',')}
        fanout    senders keep texts under way, everybody receives: deliveries a second
        latency   a fixed number of deliveries a second: how long each takes
        storm     everybody comes at once: joins a second
        idle      memory of a connection that does nothing
        stalled   fanout beside a client that has stopped reading
  --servers ${serverNames.join(',')}
  --receivers 1000          clients in the room
  --senders 1,10,100        how many of them send (never more than there are)
  --message-bytes 100
  --seconds 3               length of each measurement (otherwise 10 where somebody is to be cut off: stalled)
  --rate 200000             deliveries a second of the latency scenario
  --json                    one JSON array instead of the table
  --plots docs/performance  where fan-outs with several numbers of senders are drawn; none: nowhere`

/** @throws Error in words about a flag that cannot be understood */
export function readPlan(args: readonly string[]): Plan | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      scenario: { type: 'string', default: scenarios.join(',') },
      servers: { type: 'string', default: serverNames.join(',') },
      receivers: { type: 'string' },
      senders: { type: 'string' },
      'message-bytes': { type: 'string', default: '100' },
      seconds: { type: 'string' },
      rate: { type: 'string', default: '200000' },
      plots: { type: 'string', default: 'docs/performance' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  return {
    scenarios: allNamed('scenario', values.scenario, scenarios),
    servers: allNamed('server', values.servers, serverNames),
    receivers: values.receivers === undefined ? null : wholeNumbers('--receivers', values.receivers, 3),
    senders: values.senders === undefined ? null : wholeNumbers('--senders', values.senders),
    messageBytes: wholeNumber('--message-bytes', values['message-bytes'], 30),
    seconds: values.seconds === undefined ? null : wholeNumber('--seconds', values.seconds),
    rate: wholeNumber('--rate', values.rate),
    json: values.json,
    plots: values.plots === 'none' ? null : values.plots,
  }
}

export function printHelp(): void {
  console.log(help)
}

interface Usual {
  readonly receivers: readonly number[]
  readonly senders: readonly number[]
  readonly seconds: number
}

/** What a scenario is measured with, where nothing else was asked for. */
const usual: Readonly<Record<Scenario, Usual>> = {
  fanout: { receivers: [100, 1000, 5000], senders: [1, 10, 100, 1000], seconds: 3 },
  latency: { receivers: [1000], senders: [10], seconds: 3 },
  storm: { receivers: [2000], senders: [1], seconds: 3 },
  idle: { receivers: [1000], senders: [1], seconds: 3 },
  // Few to write to: each is soon owed more than the system's own buffers hold.
  stalled: { receivers: [100], senders: [100], seconds: 10 },
}

/** Length of each of a scenario's measurements. */
export function secondsOf(scenario: Scenario, plan: Plan): number {
  return plan.seconds ?? usual[scenario].seconds
}

export interface Size {
  readonly receivers: number
  readonly senders: number
}

/** Every size in which a scenario is measured. */
export function sizesOf(scenario: Scenario, plan: Plan): Size[] {
  const receivers = plan.receivers ?? usual[scenario].receivers
  const senders = plan.senders ?? usual[scenario].senders
  const sizes = receivers.flatMap((count) =>
    senders.filter((some) => some <= count).map((some) => [count, some] as const),
  )
  // Asked for more senders than there are: all of them send.
  return sizes.length > 0
    ? sizes.map(([count, some]) => ({ receivers: count, senders: some }))
    : receivers.map((count) => ({ receivers: count, senders: count }))
}
