/** Goes the way into a room with real sockets, up to the point where a name would have to be said. */
import dgram from 'node:dgram'
import { lookup } from 'node:dns/promises'
import net from 'node:net'
import os from 'node:os'
import type { Address } from '../common/address.ts'
import {
  diagnose,
  judgeConnectError,
  judgeGreeting,
  judgeJoinFailure,
  waitingSteps,
  type DoctorReport,
  type DoctorStep,
  type DoctorStepName,
  type Finding,
} from '../common/doctor.ts'
import { nicknameRequest } from '../common/classic/phrases.ts'
import { systemCode } from './network-errors.ts'

export interface ProbeOptions {
  readonly signal: AbortSignal
  /** Why joining failed before; what lies behind the name is known only from there. */
  readonly joinFailure?: string
  /** Hears all steps whenever one has changed. */
  readonly changed?: (steps: readonly DoctorStep[]) => void
  readonly connectMs?: number
  readonly greetingMs?: number
}

interface Outcome {
  readonly state: 'ok' | 'failed' | 'skipped'
  readonly found: Finding
}

/** So many addresses of one name are tried. */
const mostAddresses = 4
/** How long a host may take to react to our going. */
const farewellMs = 5000
const mostBytes = 1024

/** Finds out on which step the way into a room stops. Cancelled, it answers what it knows; no socket is left behind. */
export async function probe(address: Address, options: ProbeOptions): Promise<DoctorReport> {
  const { signal } = options
  const journey = new Journey(options)
  const addresses = await journey.go('resolve', () => resolve(address.host))
  if (addresses) await journey.go('route', () => route(addresses, address.port))
  const socket = addresses && (await journey.go('connect', () => connectFirst(addresses, address.port, options)))
  if (socket) {
    try {
      const greeted = await journey.go('greeting', () => greeting(socket, options))
      if (greeted) await journey.finish(socket, options)
    } finally {
      socket.destroy()
    }
  }
  journey.skipRest()
  signal.throwIfAborted()
  return diagnose(journey.steps, address.host)
}

type Step<Value> = Outcome & { readonly value?: Value }

class Journey {
  readonly #options: ProbeOptions
  steps: readonly DoctorStep[] = waitingSteps()

  constructor(options: ProbeOptions) {
    this.#options = options
  }

  /** Takes a step; undefined if it failed, or nobody waits any more. */
  async go<Value>(name: DoctorStepName, take: () => Promise<Step<Value>>): Promise<Value | undefined> {
    const { signal } = this.#options
    if (signal.aborted || this.steps.some(({ state }) => state === 'failed')) return undefined
    this.#set({ name, state: 'running', ms: null, found: null })
    const begun = performance.now()
    const { state, found, value } = await take()
    this.#set({ name, state, found, ms: Math.round(performance.now() - begun) })
    return value
  }

  /** The last two steps: what was learnt from joining before, and from how the host takes our going. */
  async finish(socket: net.Socket, options: ProbeOptions): Promise<void> {
    const known = judgeJoinFailure(options.joinFailure)
    const nameFault = known?.code === 'different-version' ? null : known
    await this.go('name', async () =>
      nameFault
        ? { state: 'failed', found: nameFault }
        : { state: 'skipped', found: { code: 'name-not-said', values: {} } },
    )
    const native = await sayNothingAndGo(socket, options.signal)
    await this.go('native', async () => (known ? { state: 'failed', found: known } : native))
  }

  skipRest(): void {
    this.steps = this.steps.map((step) => (step.state === 'waiting' ? { ...step, state: 'skipped' } : step))
    this.#options.changed?.(this.steps)
  }

  #set(changed: DoctorStep): void {
    this.steps = this.steps.map((step) => (step.name === changed.name ? changed : step))
    this.#options.changed?.(this.steps)
  }
}

async function resolve(host: string): Promise<Step<readonly string[]>> {
  if (net.isIP(host.split('%', 1)[0] ?? '') !== 0) {
    return { state: 'ok', found: { code: 'number-address', values: {} }, value: [host] }
  }
  try {
    const found = (await lookup(host, { all: true })).map(({ address }) => address)
    const value = [...new Set(found)].slice(0, mostAddresses)
    return { state: 'ok', found: { code: 'resolved', values: { addresses: value.join(', ') } }, value }
  } catch (error) {
    const code = systemCode(error) === 'EAI_AGAIN' ? 'not-looked-up' : 'not-resolved'
    return { state: 'failed', found: { code, values: { host } } }
  }
}

/** Asks the system for its way there; nothing is sent for that. */
async function route(addresses: readonly string[], port: number): Promise<Step<string>> {
  for (const address of addresses) {
    const own = await ownAddressTowards(address, port)
    if (own === null) continue
    const name = Object.entries(os.networkInterfaces()).find(([, infos]) =>
      infos?.some((info) => info.address === own.split('%', 1)[0]),
    )?.[0]
    return { state: 'ok', found: { code: 'via', values: { own, name: name ?? '?' } }, value: own }
  }
  return { state: 'failed', found: { code: 'no-way', values: {} } }
}

function ownAddressTowards(address: string, port: number): Promise<string | null> {
  const socket = dgram.createSocket(net.isIPv6(address) ? 'udp6' : 'udp4')
  return new Promise((settle) => {
    const finish = (own: string | null): void => {
      socket.removeAllListeners()
      // A second error would otherwise end the process.
      socket.on('error', () => undefined)
      socket.close()
      settle(own)
    }
    socket.once('error', () => finish(null))
    socket.once('connect', () => finish(socket.address().address))
    socket.connect(port, address)
  })
}

async function connectFirst(
  addresses: readonly string[],
  port: number,
  { signal, connectMs = 5000 }: ProbeOptions,
): Promise<Step<net.Socket>> {
  const faults: string[] = []
  for (const host of addresses) {
    if (signal.aborted) break
    const socket = await connectTo(host, port, connectMs, signal)
    if (typeof socket !== 'string') {
      return { state: 'ok', found: { code: 'connected', values: { address: host } }, value: socket }
    }
    faults.push(socket)
  }
  // A refusal tells more than the silence of other addresses.
  const why = faults.find((fault) => fault === 'ECONNREFUSED') ?? faults[0] ?? ''
  return { state: 'failed', found: { code: judgeConnectError(why), values: {} } }
}

/** A socket, or the system's code for what went wrong. */
function connectTo(host: string, port: number, ms: number, signal: AbortSignal): Promise<net.Socket | string> {
  const socket = net.connect({ host, port, allowHalfOpen: true })
  return new Promise((settle) => {
    const finish = (result: net.Socket | string): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      if (typeof result === 'string') socket.destroy()
      settle(result)
    }
    const onAbort = (): void => finish('ECANCELED')
    const timer = setTimeout(() => finish('ETIMEDOUT'), ms)
    signal.addEventListener('abort', onAbort)
    socket.on('error', (error) => finish(systemCode(error)))
    socket.once('connect', () => finish(socket.pause()))
  })
}

async function greeting(socket: net.Socket, { signal, greetingMs = 5000 }: ProbeOptions): Promise<Step<true>> {
  const { bytes, ended } = await listen(socket, greetingMs, signal, (so) => so.length >= nicknameRequest.length)
  if (bytes.length === 0) return { state: 'failed', found: { code: ended ? 'closed' : 'silent', values: {} } }
  const found = judgeGreeting(bytes)
  return found.code === 'asked-for-name' ? { state: 'ok', found, value: true } : { state: 'failed', found }
}

/**
 * Closes our side politely, and listens to what the host makes of it.
 *
 * Snug drops a guest without a name and says nothing. A tutorial server would die of a reset now; it takes the end for an
 * empty name, and needs the reset afterwards to let go of it.
 */
async function sayNothingAndGo(socket: net.Socket, signal: AbortSignal): Promise<Outcome> {
  socket.end()
  const { bytes } = await listen(socket, farewellMs, signal, (so) => so.length > 0)
  if (bytes.length === 0) return { state: 'ok', found: { code: 'quiet-host', values: {} } }
  socket.resetAndDestroy()
  return { state: 'ok', found: { code: 'tutorial-server', values: {} } }
}

/** What comes until it is enough, until the end, or for so long. */
function listen(
  socket: net.Socket,
  ms: number,
  signal: AbortSignal,
  isEnough: (bytes: Buffer) => boolean,
): Promise<{ readonly bytes: Buffer; readonly ended: boolean }> {
  let bytes = Buffer.alloc(0)
  return new Promise((settle) => {
    const finish = (ended: boolean): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onGivenUp)
      socket.off('data', onData).off('end', onEnd).off('close', onEnd).pause()
      settle({ bytes, ended })
    }
    const onData = (more: Buffer): void => {
      bytes = Buffer.concat([bytes, more]).subarray(0, mostBytes)
      if (isEnough(bytes)) finish(false)
    }
    const onEnd = (): void => finish(true)
    const onGivenUp = (): void => finish(false)
    const timer = setTimeout(onGivenUp, ms)
    signal.addEventListener('abort', onGivenUp)
    socket.on('data', onData).on('end', onEnd).on('close', onEnd).resume()
    if (socket.destroyed || signal.aborted) finish(socket.destroyed)
  })
}
