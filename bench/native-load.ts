/**
 * The load of native clients, in a process of its own: each keeps so many posts under way, sending the next when one is
 * acknowledged.
 *
 * Usage: node bench/native-load.ts '{"port":…,"clients":…,"outstanding":…,"messageBytes":…,"seconds":…}' → one line of JSON.
 */
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { timeOrderedId } from '../src/core/common/time-ordered-id.ts'
import { NativePoster } from './load/native-client.ts'
import { talk } from './load/talk.ts'
import { hundredths, percentile } from './percentile.ts'

export interface NativeLoadOptions {
  readonly port: number
  readonly clients: number
  /** Posts under way for each client. */
  readonly outstanding: number
  readonly messageBytes: number
  readonly seconds: number
}

export interface NativeLoadResult {
  readonly postsPerSecond: number
  /** From a post to its acknowledgement. */
  readonly p50Ms: number
  readonly p99Ms: number
  /** Time that this process worked, as a share: near 1 means that the load was the limit. */
  readonly loadBusy: number
}

/** Nothing counts before both programs are warm. */
const warmUpMs = 1000

async function run(options: NativeLoadOptions): Promise<NativeLoadResult> {
  const { port, clients, outstanding, messageBytes, seconds } = options
  let nextText = 0
  const sentAt = new Map<string, number>()
  let latencies: number[] = []
  const posters: NativePoster[] = []
  for (let index = 0; index < clients; index += 1) posters.push(await NativePoster.join(port, `b${index}`))
  for (const poster of posters) {
    const post = (): void => {
      const id = timeOrderedId()
      sentAt.set(id, performance.now())
      poster.post(id, talk((nextText += 1), messageBytes))
    }
    poster.onAccepted = (id) => {
      latencies.push(performance.now() - (sentAt.get(id) ?? Number.NaN))
      sentAt.delete(id)
      post()
    }
    for (let sent = 0; sent < outstanding; sent += 1) post()
  }
  await pause(warmUpMs)
  latencies = []
  const startedAt = performance.now()
  const busyBefore = performance.eventLoopUtilization()
  await pause(seconds * 1000)
  const elapsed = (performance.now() - startedAt) / 1000
  const busy = performance.eventLoopUtilization(busyBefore).utilization
  for (const poster of posters) poster.leave()
  const sorted = latencies.toSorted((one, other) => one - other)
  return {
    postsPerSecond: Math.round(sorted.length / elapsed),
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    loadBusy: hundredths(busy),
  }
}

console.log(JSON.stringify(await run(JSON.parse(process.argv[2] ?? '') as NativeLoadOptions)))
