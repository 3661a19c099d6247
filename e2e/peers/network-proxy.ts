/** A bad network between a client and a server: slow, late, cut into pieces, stalled or broken, as a test wants it. */
import net from 'node:net'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'

/** What a connection is like. The defaults are those of a cable. */
export interface NetworkConditions {
  /** Bytes a second, each way. */
  readonly bytesPerSecond: number
  /** Milliseconds that everything is late, each way. */
  readonly latencyMs: number
  /** Up to so many milliseconds more, at random; what was sent first still arrives first. */
  readonly jitterMs: number
  /** The most bytes that are passed on at once: 1 makes nearly every byte a read of its own. */
  readonly pieceBytes: number
}

export interface NetworkProxyOptions extends Partial<NetworkConditions> {
  /** Where the server listens. */
  readonly port: number
  readonly host?: string
  /** From 0 up to 1, for the jitter. */
  readonly random?: () => number
}

const cable: NetworkConditions = {
  bytesPerSecond: Infinity,
  latencyMs: 0,
  jitterMs: 0,
  pieceBytes: Infinity,
}
/** A source that is so far ahead of its link has to wait, as with the buffers of a real network. */
const bufferedBytes = 64 * 1024
/** A slow link passes something on so many times a second. */
const ticksPerSecond = 50

/** What the connections of one proxy share. */
interface Network {
  conditions: NetworkConditions
  /** Resolved while data flows. */
  flowing: Promise<void>
  /** How many bytes, both ways together, may still pass before everything breaks. */
  allowance: number
  readonly random: () => number
  /** Breaks all connections. */
  readonly drop: () => void
}

export class NetworkProxy implements AsyncDisposable {
  readonly port: number
  readonly #server: net.Server
  readonly #links = new Set<Link>()
  readonly #network: Network
  #target: { readonly host: string; readonly port: number }
  #isDown = false
  #flow: (() => void) | null = null

  private constructor(server: net.Server, port: number, options: NetworkProxyOptions) {
    const { host = '127.0.0.1', port: targetPort, random = Math.random, ...conditions } = options
    this.port = port
    this.#server = server
    this.#target = { host, port: targetPort }
    this.#network = {
      conditions: { ...cable, ...conditions },
      flowing: Promise.resolve(),
      allowance: Infinity,
      random,
      drop: () => this.drop(),
    }
    server.on('connection', (client) => this.#connect(client))
  }

  /** Listens on a free port of loopback and passes everything on. */
  static async listen(options: NetworkProxyOptions): Promise<NetworkProxy> {
    const server = net.createServer({ noDelay: true, allowHalfOpen: true })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(0, '127.0.0.1', resolve)
    })
    const bound = server.address()
    if (bound === null || typeof bound === 'string') throw new Error('The proxy has no port.')
    return new NetworkProxy(server, bound.port, options)
  }

  /** Changes what the network is like from now on. */
  change(conditions: Partial<NetworkConditions>): void {
    this.#network.conditions = { ...this.#network.conditions, ...conditions }
  }

  /** New connections go to another port, where the server has come back. */
  retarget(port: number): void {
    this.#target = { ...this.#target, port }
  }

  /** Passes nothing on, either way, until {@link resume}. Nobody is told. */
  stall(): void {
    if (this.#flow) return
    this.#network.flowing = new Promise((resolve) => (this.#flow = resolve))
  }

  resume(): void {
    this.#flow?.()
    this.#flow = null
  }

  /** Resets every connection, on both sides. What was under way is lost. */
  drop(): void {
    for (const link of this.#links) link.drop()
  }

  /** Drops everything once so many more bytes have passed, both ways together; once. */
  dropAfter(bytes: number): void {
    this.#network.allowance = bytes
  }

  /** Resets every client and tells the server nothing, as when a computer changes its network. */
  strand(): void {
    for (const link of this.#links) link.strand()
  }

  /** Drops everything and refuses new connections, until {@link comeBack}. */
  goDown(): void {
    this.#isDown = true
    this.drop()
  }

  comeBack(): void {
    this.#isDown = false
  }

  /**
   * Holds nothing back any more, is not slow, and not about to break. Connections that are there stay, but a server
   * learns at last of those that were {@link strand}ed.
   */
  heal(): void {
    this.#network.conditions = cable
    this.#network.allowance = Infinity
    this.resume()
    for (const link of this.#links) if (link.isStranded) link.drop()
  }

  /** Frees the port; connections are cut. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.drop()
    this.resume()
    await closed
  }

  #connect(client: net.Socket): void {
    const link = new Link(client, net.connect({ ...this.#target, noDelay: true, allowHalfOpen: true }), this.#network)
    if (this.#isDown) return link.drop()
    this.#links.add(link)
    void link.ended.then(() => this.#links.delete(link))
  }
}

/** A connection of a client, and the one to the server that belongs to it. */
class Link {
  /** Resolved when both are over. */
  readonly ended: Promise<unknown>
  readonly #client: net.Socket
  readonly #server: net.Socket
  readonly #broken = new AbortController()

  constructor(client: net.Socket, server: net.Socket, network: Network) {
    this.#client = client
    this.#server = server
    const closed = (socket: net.Socket): Promise<void> =>
      new Promise((resolve) => socket.once('close', () => resolve()))
    this.ended = Promise.all([closed(client), closed(server)])
    passOn(client, server, network, this.#broken.signal)
    passOn(server, client, network, this.#broken.signal)
  }

  get isStranded(): boolean {
    return this.#broken.signal.aborted
  }

  drop(): void {
    this.strand()
    this.#server.resetAndDestroy()
  }

  strand(): void {
    this.#broken.abort()
    this.#client.resetAndDestroy()
  }
}

/** Passes on what a socket says, and how it ends, until the link is broken. */
function passOn(source: net.Socket, target: net.Socket, network: Network, broken: AbortSignal): void {
  const waiting: { readonly dueAt: number; readonly bytes: Buffer }[] = []
  let waitingBytes = 0
  let lastDueAt = 0
  let ending: 'fin' | 'reset' | null = null
  let isPassing = false

  const pass = async (): Promise<void> => {
    if (isPassing) return
    isPassing = true
    for (let next = waiting.shift(); next && !broken.aborted; next = waiting.shift()) {
      await delay(next.dueAt - performance.now(), broken)
      await passPieces(next.bytes, target, network, broken)
      waitingBytes -= next.bytes.length
      if (waitingBytes < bufferedBytes) source.resume()
    }
    isPassing = false
    if (broken.aborted || ending === null) return
    await network.flowing
    if (ending === 'fin') target.end()
    else target.resetAndDestroy()
  }
  const finish = (how: 'fin' | 'reset'): void => {
    ending ??= how
    void pass()
  }

  source.on('data', (bytes: Buffer) => {
    const { latencyMs, jitterMs } = network.conditions
    lastDueAt = Math.max(lastDueAt, performance.now() + latencyMs + jitterMs * network.random())
    waiting.push({ dueAt: lastDueAt, bytes })
    waitingBytes += bytes.length
    if (waitingBytes >= bufferedBytes) source.pause()
    void pass()
  })
  source.once('end', () => finish('fin'))
  source.once('error', () => finish('reset'))
  source.once('close', () => finish('reset'))
}

async function passPieces(bytes: Buffer, target: net.Socket, network: Network, broken: AbortSignal): Promise<void> {
  let rest = bytes
  while (rest.length > 0) {
    await network.flowing
    if (broken.aborted) return
    const { bytesPerSecond, pieceBytes } = network.conditions
    const piece = rest.subarray(0, Math.min(pieceBytes, Math.ceil(bytesPerSecond / ticksPerSecond), network.allowance))
    rest = rest.subarray(piece.length)
    network.allowance -= piece.length
    await new Promise<void>((resolve) => void target.write(piece, () => resolve()))
    if (network.allowance === 0) {
      network.allowance = Infinity
      return network.drop()
    }
    if (bytesPerSecond < Infinity) await delay((piece.length * 1000) / bytesPerSecond, broken)
    else if (rest.length > 0) await nextTurn()
  }
}

async function delay(ms: number, broken: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal: broken }).catch(() => undefined)
}
