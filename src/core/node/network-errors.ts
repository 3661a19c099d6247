/** What the operating system says about listening and connecting, in words for a person. */
import net from 'node:net'
import { type Address, formatAddress } from '../common/address.ts'
import { defaultPort } from '../common/limits.ts'

export type HostFailureCode =
  'port-in-use' | 'port-excluded' | 'port-needs-rights' | 'address-unavailable' | 'cannot-listen'

/** A room could not be opened. The message is for a person. */
export class HostFailure extends Error {
  readonly code: HostFailureCode
  /** A port that was free a moment ago, when another port would help. */
  readonly nextFreePort: number | undefined

  constructor(code: HostFailureCode, message: string, nextFreePort?: number) {
    super(message)
    this.name = 'HostFailure'
    this.code = code
    this.nextFreePort = nextFreePort
  }
}

export interface ConnectFailure {
  readonly code: 'refused' | 'timed-out' | 'unknown-host' | 'unreachable' | 'reset' | 'blocked' | 'cannot-connect'
  /** One or two sentences: what happened and what to do. */
  readonly message: string
  /** What the system calls it, where the sentence does not tell: for a log. */
  readonly systemCode?: string
}

/** How many ports above the wanted one are tried before any free one is taken. */
const portsToTry = 100

/** The error code of the system, such as `ECONNREFUSED`; empty if there is none. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

const missingCodes = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'])

/** Whether listening failed because this computer does not have the address, or not any more, or not yet. */
export function isMissingAddress(error: unknown): boolean {
  return missingCodes.has(systemCode(error))
}

export interface ListenErrorOptions {
  readonly platform?: NodeJS.Platform
  /** Ports that are not offered, though they may be free at the moment: other rooms are opened there. */
  readonly reservedPorts?: readonly number[]
}

/**
 * Says why listening failed. Finds the next free port by really trying, so it takes a moment.
 *
 * @param address the one address of `bind` that failed
 */
export async function describeListenError(
  error: unknown,
  address: Address,
  bind: readonly string[],
  { platform = process.platform, reservedPorts = [] }: ListenErrorOptions = {},
): Promise<HostFailure> {
  const { host, port } = address
  const portFailure = (code: HostFailureCode, words: string, below: number): Promise<HostFailure> =>
    failureOfPort(code, words, findFreePort(below + 1, bind, reservedPorts))
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return portFailure('port-in-use', `Port ${port} is already in use on this computer.`, port)
    case 'EACCES':
      if (platform !== 'win32' && port < 1024) {
        const words = `Port ${port} needs administrator rights, like all ports below 1024.`
        return portFailure('port-needs-rights', words, defaultPort - 1)
      }
      return portFailure('port-excluded', `This computer keeps port ${port} reserved for its system.`, port)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new HostFailure('address-unavailable', `${host} is not an address of this computer. Choose another one.`)
    case 'EAFNOSUPPORT':
      return new HostFailure('address-unavailable', `This computer has no IPv6, so it cannot listen on ${host}.`)
    default:
      return new HostFailure(
        'cannot-listen',
        `This computer cannot listen on ${formatAddress(address)}. Choose another port.`,
      )
  }
}

async function failureOfPort(
  code: HostFailureCode,
  words: string,
  search: Promise<number | undefined>,
): Promise<HostFailure> {
  const free = await search
  if (free === undefined) return new HostFailure(code, `${words} Choose another port.`)
  return new HostFailure(code, `${words} Port ${free} is free.`, free)
}

/**
 * The first port from `first` upwards that can really be listened on at every address that there is; undefined if there is none
 * near.
 *
 * @param reserved ports that are left for others, though they may be free at the moment
 */
export async function findFreePort(
  first: number,
  bind: readonly string[],
  reserved: readonly number[] = [],
): Promise<number | undefined> {
  const last = Math.min(first + portsToTry - 1, 65_535)
  for (let port = first; port <= last; port++) if (!reserved.includes(port) && (await isFree(port, bind))) return port
  return undefined
}

async function isFree(port: number, bind: readonly string[]): Promise<boolean> {
  for (const host of bind) {
    const free = await new Promise<boolean>((resolve) => {
      const server = net.createServer()
      server.once('error', (error) => resolve(isMissingAddress(error)))
      server.listen(listenOptions(host, port, bind), () => server.close(() => resolve(true)))
    })
    if (!free) return false
  }
  return true
}

/**
 * How many connections may wait to be accepted. Whoever finds the queue full is dropped without a word, and would wait for
 * `NICK` in vain; Linux allows 4,096.
 */
const backlog = 4096

/** How one address of a room is listened on: `::` alone takes IPv4 too; beside an IPv4 address the two must not collide. */
export function listenOptions(host: string, port: number, bind: readonly string[]): net.ListenOptions {
  return { host, port, backlog, ipv6Only: bind.some((other) => net.isIPv4(other)) }
}

/** Says why a connection could not be made, or was lost at once. */
export function describeConnectError(error: unknown, address: Address): ConnectFailure {
  const where = formatAddress(address)
  const code = connectCode(error)
  switch (code) {
    case 'ECONNREFUSED':
      return { code: 'refused', message: `Nothing is listening on ${where}. Is the room open?` }
    case 'ETIMEDOUT':
      return {
        code: 'timed-out',
        message: `${where} did not answer. Check the address; a firewall on the other computer may be in the way.`,
      }
    case 'ENOTFOUND':
      return { code: 'unknown-host', message: `No computer called ${address.host} was found. Check the spelling.` }
    case 'EAI_AGAIN':
      return {
        code: 'unknown-host',
        message: `The name ${address.host} could not be looked up. Check the network, or type the number address.`,
      }
    case 'EHOSTUNREACH':
    case 'EHOSTDOWN':
      return { code: 'unreachable', message: `${where} cannot be reached. Are both computers on the same network?` }
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return { code: 'unreachable', message: `There is no way from this computer to ${where}. Check its network.` }
    case 'ECONNRESET':
    case 'EPIPE':
      return { code: 'reset', message: `${where} closed the connection at once. Is a chat room running there?` }
    case 'EACCES':
    case 'EPERM':
      return { code: 'blocked', message: `This computer does not allow a connection to ${where}. Check its firewall.` }
    default:
      return {
        code: 'cannot-connect',
        message: `Could not connect to ${where}. Check the address, and the network of this computer.`,
        systemCode: code,
      }
  }
}

/** When several addresses of one name were tried, a refusal tells more than the silence of the others. */
function connectCode(error: unknown): string {
  if (!(error instanceof AggregateError)) return systemCode(error)
  const codes = error.errors.map((one) => systemCode(one))
  return codes.find((code) => code === 'ECONNREFUSED') ?? codes.find((code) => code !== '') ?? systemCode(error)
}
