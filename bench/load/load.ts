/**
 * The load, in a process of its own: clients that all receive, some of which send.
 *
 * Started by `bench.ts` with `fork`; its first argument is a {@link LoadTask}. Tells its parent when each phase begins and
 * ends, so that the server's use of the machine can be read at those moments, and waits for it to go on.
 */
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { hundredths, percentile } from '../percentile.ts'
import type { Dialect } from '../servers/programs.ts'
import { joinAs } from './client.ts'
import type { LoadClient } from './load-client.ts'
import { markedText, MarkReader, seqRange } from './marked-text.ts'

export interface LoadTask {
  readonly scenario: 'fanout' | 'latency' | 'storm' | 'idle' | 'stalled'
  /** What the clients speak, by turns. */
  readonly dialects: readonly Dialect[]
  readonly port: number
  /** Clients in the room; all of them receive. */
  readonly receivers: number
  /** How many of them send. */
  readonly senders: number
  readonly messageBytes: number
  /** Length of what is measured. */
  readonly seconds: number
  /** Deliveries a second that the `latency` scenario asks for. */
  readonly rate: number
  /** Only one client in so many is timed and counted, and stands for the others; each one if absent. */
  readonly timedEach?: number
}

export interface LoadResult {
  readonly deliveriesPerSecond?: number
  readonly p50Ms?: number
  readonly p99Ms?: number
  readonly p999Ms?: number
  /** Messages delivered while the server's processor time was read, in all. */
  readonly deliveries?: number
  readonly joinsPerSecond?: number
  /** Whether the client that stopped reading was cut off by the end. */
  readonly stalledWasCut?: boolean
  /** Time that this process worked, as a share: near 1 means that the load was the limit. */
  readonly loadBusy?: number
}

export type LoadReport =
  { readonly type: 'connected' | 'begun' | 'ended' } | { readonly type: 'result'; readonly result: LoadResult }

/** A single sender keeps so many texts under way: enough that it never waits. Many keep one each. */
const saturating = 1000
/** How many are connecting at a time: more than the queue of a tutorial server takes are lost without a word. */
const atTheDoor = 100
const warmUpMs = 1000
/** How often the texts of a fixed rate go out, in milliseconds. */
const beatMs = 5

async function tell(report: LoadReport): Promise<void> {
  process.send?.(report)
  if (report.type !== 'result') await once(process, 'message')
}

function nicknameOf(index: number): string {
  return `b${String(index).padStart(5, '0')}`
}

/** Comes in as the client with this number. */
function enter({ dialects, port }: LoadTask, index: number): Promise<LoadClient> {
  return joinAs(dialects[index % dialects.length] ?? 'classic', port, nicknameOf(index))
}

/** By their numbers, one after the other: a tutorial server serves one newcomer at a time, and InspIRCd a crowd once a second. */
async function connectAll(task: LoadTask): Promise<LoadClient[]> {
  const atOnce = task.dialects.every((dialect) => dialect === 'irc') ? atTheDoor : 1
  const clients: LoadClient[] = []
  while (clients.length < task.receivers) {
    const next = Math.min(atOnce, task.receivers - clients.length)
    clients.push(...(await Promise.all(Array.from({ length: next }, (_, at) => enter(task, clients.length + at)))))
  }
  return clients
}

function bytesOf(clients: readonly LoadClient[]): number {
  return clients.reduce((sum, { line }) => sum + line.bytesRead, 0)
}

interface Throughput {
  readonly deliveries: number
  readonly deliveriesPerSecond: number
  readonly latencies: number[]
  readonly loadBusy: number
}

/**
 * Each sender has so many texts under way, and sends the next when one has reached a witness: another client, since
 * some servers send nothing back to who said it. What the others get is counted in bytes, at the witness's rate: to take
 * every read apart would make the load the limit.
 */
async function measureThroughput(clients: readonly LoadClient[], task: LoadTask): Promise<Throughput> {
  const { senders, messageBytes, seconds } = task
  const underWay = senders === 1 ? saturating : 1
  const sentAt = new Float64Array(seqRange)
  let [witnessed, nextSeq] = [0, 0]
  let latencies: number[] = []
  const send = (sender: number): void => {
    const seq = nextSeq
    nextSeq = (nextSeq + 1) % seqRange
    sentAt[seq] = performance.now()
    clients[sender]?.say(markedText(seq, sender, messageBytes))
  }
  // The last client is everybody's witness, and the one before is its own.
  const [own, witness] = [clients.length - 2, clients.length - 1]
  for (const index of [own, witness]) {
    const reader = new MarkReader()
    clients[index]?.hear((bytes) =>
      reader.read(bytes, ({ seq, sender }) => {
        if (index === witness) witnessed += 1
        if (index !== (sender === witness ? own : witness)) return
        latencies.push(performance.now() - (sentAt[seq] ?? 0))
        if (sender < senders) send(sender)
      }),
    )
  }
  for (let sender = 0; sender < senders; sender += 1) for (let n = 0; n < underWay; n += 1) send(sender)
  await pause(warmUpMs)
  await tell({ type: 'begun' })
  const [startedAt, witnessedBefore, bytesBefore] = [performance.now(), witnessed, bytesOf(clients)]
  const witnessBytesBefore = clients[witness]?.line.bytesRead ?? 0
  latencies = []
  const busyBefore = performance.eventLoopUtilization()
  await pause(seconds * 1000)
  const elapsed = (performance.now() - startedAt) / 1000
  const loadBusy = performance.eventLoopUtilization(busyBefore).utilization
  const bytesPerText = ((clients[witness]?.line.bytesRead ?? 0) - witnessBytesBefore) / (witnessed - witnessedBefore)
  const deliveries = Math.round((bytesOf(clients) - bytesBefore) / bytesPerText)
  await tell({ type: 'ended' })
  return { deliveries, deliveriesPerSecond: deliveries / elapsed, latencies, loadBusy }
}

/** A fixed number of texts a second from all senders in turn; each is timed at every receiver, or at some of them. */
async function measureLatency(clients: readonly LoadClient[], task: LoadTask): Promise<Throughput> {
  const { senders, messageBytes, seconds, rate, receivers, timedEach = 1 } = task
  const perMs = rate / receivers / 1000
  const sentAt = new Float64Array(seqRange)
  let latencies: number[] = []
  const timed = clients.filter((_, index) => index % timedEach === 0)
  for (const client of timed) {
    const reader = new MarkReader()
    client.hear((bytes) => {
      const now = performance.now()
      reader.read(bytes, ({ seq }) => latencies.push(now - (sentAt[seq] ?? 0)))
    })
  }
  let seq = 0
  const startedAt = performance.now()
  const beat = setInterval(() => {
    const due = Math.floor((performance.now() - startedAt) * perMs)
    for (; seq < due; seq += 1) {
      sentAt[seq % seqRange] = performance.now()
      const sender = seq % senders
      clients[sender]?.say(markedText(seq % seqRange, sender, messageBytes))
    }
  }, beatMs)
  await pause(warmUpMs)
  await tell({ type: 'begun' })
  const begunAt = performance.now()
  latencies = []
  const busyBefore = performance.eventLoopUtilization()
  await pause(seconds * 1000)
  const loadBusy = performance.eventLoopUtilization(busyBefore).utilization
  const deliveries = Math.round((latencies.length / timed.length) * clients.length)
  const deliveriesPerSecond = deliveries / ((performance.now() - begunAt) / 1000)
  await tell({ type: 'ended' })
  clearInterval(beat)
  return { deliveries, deliveriesPerSecond, latencies, loadBusy }
}

/** Everybody comes at once, as fast as the server lets them in. */
async function measureStorm(task: LoadTask): Promise<LoadResult> {
  await tell({ type: 'begun' })
  const startedAt = performance.now()
  const clients: LoadClient[] = []
  let next = 0
  const join = async (): Promise<void> => {
    while (next < task.receivers) clients.push(await enter(task, next++))
  }
  await Promise.all(Array.from({ length: atTheDoor }, join))
  const elapsed = (performance.now() - startedAt) / 1000
  await tell({ type: 'ended' })
  leave(clients)
  return { joinsPerSecond: Math.round(task.receivers / elapsed) }
}

function resultOf({ deliveries, deliveriesPerSecond, latencies, loadBusy }: Throughput): LoadResult {
  const sorted = Float64Array.from(latencies).toSorted()
  return {
    deliveries,
    deliveriesPerSecond: Math.round(deliveriesPerSecond),
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    p999Ms: percentile(sorted, 0.999),
    loadBusy: hundredths(loadBusy),
  }
}

function leave(clients: readonly LoadClient[]): void {
  for (const { line } of clients) line.socket.resetAndDestroy()
}

async function run(task: LoadTask): Promise<LoadResult> {
  if (task.scenario === 'storm') return measureStorm(task)
  const stalled = task.scenario === 'stalled' ? await enter(task, 99_999) : null
  const clients = await connectAll(task)
  await tell({ type: 'connected' })
  if (task.scenario === 'idle') {
    leave(clients)
    return {}
  }
  let wasCut = false
  stalled?.line.socket.once('close', () => (wasCut = true))
  stalled?.line.socket.pause()
  const measured = await (task.scenario === 'latency' ? measureLatency : measureThroughput)(clients, task)
  // Only who reads again sees that the connection is gone.
  if (stalled) {
    stalled.line.socket.resume()
    await pause(warmUpMs)
  }
  leave(clients)
  stalled?.line.socket.destroy()
  return { ...resultOf(measured), ...(stalled && { stalledWasCut: wasCut }) }
}

const result = await run(JSON.parse(process.argv[2] ?? '') as LoadTask)
await tell({ type: 'result', result })
process.disconnect()
