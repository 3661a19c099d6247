/**
 * The load, in a process of its own: classic clients that all receive, some of which send.
 *
 * Two phases on the same connections. Throughput: each sender keeps a window of messages under way, sending the next
 * when its own comes back. Latency: one message at a time at a calm pace, timed at every receiver.
 *
 * Usage: node bench/load.ts '{"port":…,"receivers":…,"senders":…,"messageBytes":…,"seconds":…}' → one line of JSON.
 */
import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { hundredths, percentile } from './percentile.ts'

export interface LoadOptions {
  readonly port: number
  /** Clients in the room; all of them receive. */
  readonly receivers: number
  /** How many of them send. */
  readonly senders: number
  readonly messageBytes: number
  /** Length of the throughput phase. */
  readonly seconds: number
}

export interface LoadResult {
  readonly deliveriesPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Time that this process worked, as a share of the throughput phase: near 1 means that the load was the limit. */
  readonly loadBusy: number
}

/** Ends every message and stands nowhere else in it, so that messages can be counted however they were joined. */
const endMark = 0x7e // ~
/** Messages under way for all senders together, shared out evenly. */
const outstanding = 200
const latencyProbes = 200
const probePauseMs = 10

interface Client {
  readonly socket: Socket
  readonly prefix: string
}

/** Connects one after the other: a tutorial server serves one newcomer at a time. */
async function connectAll({ port, receivers }: LoadOptions): Promise<Client[]> {
  const clients: Client[] = []
  for (let index = 0; index < receivers; index += 1) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const nickname = `b${String(index).padStart(5, '0')}`
    await once(socket, 'data')
    socket.write(nickname)
    await once(socket, 'data')
    socket.on('data', () => {})
    clients.push({ socket, prefix: `${nickname}: ` })
  }
  return clients
}

function countMarks(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(endMark); at >= 0; at = bytes.indexOf(endMark, at + 1)) count += 1
  return count
}

function messageOf(prefix: string, body: string, messageBytes: number): string {
  return `${(prefix + body).padEnd(messageBytes - 1, '.')}~`
}

/** Waits until nothing has arrived for a moment. */
async function settle(received: () => number): Promise<void> {
  for (let before = -1; before !== received();) {
    before = received()
    await pause(300)
  }
}

async function measureThroughput(clients: readonly Client[], options: LoadOptions): Promise<[number, number]> {
  const { senders, messageBytes, seconds } = options
  let delivered = 0
  let running = true
  const window = Math.max(1, Math.floor(outstanding / senders))
  for (const [index, { socket, prefix }] of clients.entries()) {
    const own = Buffer.from(prefix)
    const message = messageOf(prefix, 'load ', messageBytes)
    socket.removeAllListeners('data')
    socket.on('data', (bytes: Buffer) => {
      delivered += countMarks(bytes)
      if (index >= senders || !running) return
      for (let at = bytes.indexOf(own); at >= 0; at = bytes.indexOf(own, at + 1)) socket.write(message)
    })
  }
  const startedAt = performance.now()
  const busyBefore = performance.eventLoopUtilization()
  for (const { socket, prefix } of clients.slice(0, senders)) {
    // A tutorial server's read takes 1,024 bytes: keep each message a write of its own.
    for (let sent = 0; sent < window; sent += 1) socket.write(messageOf(prefix, 'load ', messageBytes))
  }
  await pause(seconds * 1000)
  const elapsed = (performance.now() - startedAt) / 1000
  const busy = performance.eventLoopUtilization(busyBefore).utilization
  const deliveredInTime = delivered
  running = false
  await settle(() => delivered)
  return [deliveredInTime / elapsed, busy]
}

async function measureLatency(clients: readonly Client[], { messageBytes }: LoadOptions): Promise<number[]> {
  const latencies: number[] = []
  const [sender] = clients
  if (!sender) return []
  for (let probe = 0; probe < latencyProbes; probe += 1) {
    let waiting = clients.length
    let sentAt = 0
    const everybody = new Promise<void>((resolve) => {
      for (const { socket } of clients) {
        socket.removeAllListeners('data')
        socket.on('data', (bytes: Buffer) => {
          if (!bytes.includes(endMark)) return
          latencies.push(performance.now() - sentAt)
          waiting -= 1
          if (waiting === 0) resolve()
        })
      }
    })
    sentAt = performance.now()
    sender.socket.write(messageOf(sender.prefix, 'probe ', messageBytes))
    await everybody
    await pause(probePauseMs)
  }
  return latencies.toSorted((a, b) => a - b)
}

async function run(options: LoadOptions): Promise<LoadResult> {
  const clients = await connectAll(options)
  const latencies = await measureLatency(clients, options)
  const [deliveriesPerSecond, loadBusy] = await measureThroughput(clients, options)
  for (const { socket } of clients) socket.resetAndDestroy()
  return {
    deliveriesPerSecond: Math.round(deliveriesPerSecond),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    loadBusy: hundredths(loadBusy),
  }
}

const options = JSON.parse(process.argv[2] ?? '') as LoadOptions
console.log(JSON.stringify(await run(options)))
