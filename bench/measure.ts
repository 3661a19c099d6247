/** Measures one server in one scenario: starts it, puts it under load, reads what it used, ends it. */
import { fork } from 'node:child_process'
import path from 'node:path'
import { ownChild } from './children.ts'
import type { LoadReport, LoadResult, LoadTask } from './load/load.ts'
import { openFilesFault, openFilesLimit } from './open-files.ts'
import { secondsOf, type Plan, type Scenario, type Size } from './plan.ts'
import { usageOf } from './process-usage.ts'
import { dialectOf, startServer, type RunningServer, type ServerName } from './servers/programs.ts'

export interface Row extends LoadResult {
  readonly server: ServerName
  readonly scenario: Scenario
  readonly receivers: number
  readonly senders: number
  readonly messageBytes: number
  /** Of the server, while it was measured; null where the system does not tell. */
  readonly cpuSeconds: number | null
  readonly peakRssMb: number | null
  readonly cpuSecondsPerMillion?: number
  /** Resident memory that a connection added; and what of it lies on the heap and in buffers, where the server tells. */
  readonly rssKbPerConnection?: number
  readonly heapKbPerConnection?: number
}

/** One client in so many is timed: if it were each, the load would be the limit, and not the server. */
const timedEach = 50
/** A server that has not done by then is given up, at the latest. */
const patienceMs = 300_000

/** @throws Error in words if the server is missing, or fails */
export async function measure(server: ServerName, scenario: Scenario, size: Size, plan: Plan): Promise<Row> {
  const fault = openFilesFault(size.receivers, openFilesLimit())
  if (fault !== null) throw new Error(fault)
  const running = await startServer(server)
  try {
    const { messageBytes, rate } = plan
    const task: LoadTask = {
      scenario,
      dialects: [dialectOf(server)],
      port: running.port,
      ...size,
      messageBytes,
      seconds: secondsOf(scenario, plan),
      rate,
      timedEach,
    }
    const measured = await underLoad(running, task)
    if (deliversNothing(measured)) throw new Error(`Nothing was delivered within ${task.seconds} seconds.`)
    return { server, scenario, ...size, messageBytes, ...measured }
  } finally {
    await running.stop()
  }
}

/** Whether nothing was heard of what was said; not of a scenario in which nobody says anything. */
export function deliversNothing({ deliveriesPerSecond }: Pick<LoadResult, 'deliveriesPerSecond'>): boolean {
  // What is no number arrives as null from the load's process.
  return deliveriesPerSecond !== undefined && !(deliveriesPerSecond > 0)
}

export type Measured = Omit<Row, 'server' | 'scenario' | 'receivers' | 'senders' | 'messageBytes'>

/**
 * Drives the load from phase to phase, and reads the server's usage at each.
 *
 * @param onPhase may look at something else meanwhile; the load waits for it
 */
export async function underLoad(
  server: Omit<RunningServer, 'stop'>,
  task: LoadTask,
  onPhase?: (phase: LoadReport['type']) => Promise<void>,
): Promise<Measured> {
  // Before anybody has come.
  const before = { rssMb: usageOf(server.pid)?.rssMb ?? null, memory: await server.memory() }
  const load = ownChild(fork(path.join(import.meta.dirname, 'load', 'load.ts'), [JSON.stringify(task)]))
  let begun = usageOf(server.pid)
  let cpuSeconds: number | null = null
  let memory: Partial<Measured> = {}
  return new Promise<Measured>((resolve, reject) => {
    const patience = setTimeout(
      () => reject(new Error(`It has not done in ${patienceMs / 60_000} minutes.`)),
      patienceMs,
    )
    load.once('exit', () => {
      clearTimeout(patience)
      reject(new Error('The load ended early.'))
    })
    load.on('message', (report: LoadReport) => {
      void hear(report).catch(reject)
    })
    const hear = async (report: LoadReport): Promise<void> => {
      await onPhase?.(report.type)
      if (report.type === 'connected' && task.scenario === 'idle') memory = await memoryOf()
      if (report.type === 'begun') begun = usageOf(server.pid)
      if (report.type === 'ended') {
        const ended = usageOf(server.pid)
        cpuSeconds = begun && ended ? ended.cpuSeconds - begun.cpuSeconds : null
      }
      if (report.type !== 'result') {
        load.send('go on')
        return
      }
      const { deliveries, ...result } = report.result
      const peakRssMb = usageOf(server.pid)?.peakRssMb ?? null
      resolve({ ...result, ...memory, cpuSeconds, peakRssMb, ...perMillion(cpuSeconds, deliveries) })
    }
    const memoryOf = async (): Promise<Partial<Measured>> => {
      const [atFirst, now] = [before.memory, await server.memory()]
      const rssMb = usageOf(server.pid)?.rssMb ?? null
      const perConnection = (bytes: number): number => Math.round((bytes / 1024 / task.receivers) * 10) / 10
      return {
        ...(rssMb !== null &&
          before.rssMb !== null && { rssKbPerConnection: perConnection((rssMb - before.rssMb) * 2 ** 20) }),
        ...(atFirst !== null && now !== null && { heapKbPerConnection: perConnection(now - atFirst) }),
      }
    }
  }).finally(() => load.kill())
}

function perMillion(cpuSeconds: number | null, deliveries: number | undefined): Partial<Measured> {
  if (cpuSeconds === null || !deliveries) return {}
  return { cpuSecondsPerMillion: Math.round((cpuSeconds / deliveries) * 1e9) / 1000 }
}
