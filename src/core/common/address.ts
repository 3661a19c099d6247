/** Where a room is: what people type, what links carry, and what is shown. */
import { defaultPort } from './limits.ts'
import { printable } from './unsafe-text.ts'
import { failure, success, type Result } from './result.ts'

export interface Address {
  /** A host name, an IPv4 or an IPv6 address, without brackets. */
  readonly host: string
  readonly port: number
}

const scheme = /^snug:\/\//i
/** The name of the room, for people. */
const nameInLink = /\/?\?.*$/su
const otherScheme = /^(?<name>[a-z][a-z\d+.-]*):\/\//i
const example = 'Write it like 192.168.1.7:55555.'

/**
 * Reads an address: `host`, `host:port`, `[v6]`, `[v6]:port`, a bare IPv6 address, each also behind `snug://` with a
 * name behind it, and with a slash at the end. Without a port it is {@link defaultPort}. The error is a sentence that says what is wrong.
 */
export function parseAddress(typed: string): Result<Address, string> {
  const link = typed.trim()
  const bare = scheme.test(link) ? link.replace(scheme, '').replace(nameInLink, '') : link
  const text = bare.replace(/\/$/, '')
  if (text === '') return failure(`Type the address of the room. ${example}`)
  const other = otherScheme.exec(text)?.groups?.['name']
  if (other !== undefined) return failure(`A room is not at a ${quoted(`${other}://`)} address. ${example}`)
  if (/\s/.test(text)) return failure(`An address has no spaces. ${example}`)
  if (/^:?\d+$/.test(text)) return failure(`${quoted(text)} is a port without a host. ${example}`)
  const { host, port } = splitPort(text)
  const fault = hostFault(host)
  if (fault !== null) return failure(fault)
  if (port === null) return success({ host, port: defaultPort })
  const parsed = parsePort(port)
  return parsed.ok ? success({ host, port: parsed.value }) : parsed
}

/**
 * Reads a port, 1 to 65535. With `allowZero`, also 0: any free one. The error is a sentence.
 */
export function parsePort(typed: string, options: { allowZero?: boolean } = {}): Result<number, string> {
  const text = typed.trim()
  const lowest = options.allowZero === true ? 0 : 1
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port >= lowest && port <= 65_535) return success(port)
  const what = text === '' ? 'The port is missing.' : `${quoted(text)} is not a port.`
  return failure(`${what} Use a number from ${lowest} to 65535, such as ${defaultPort}.`)
}

/** The address as people write it, which {@link parseAddress} reads back: `10.0.0.5:55555`, `[::1]:55555`. */
export function formatAddress(address: Address): string {
  const host = address.host.includes(':') ? `[${address.host}]` : address.host
  return `${host}:${address.port}`
}

/** The host, and what stands behind its colon; `null` if there is no colon. Brackets and bare IPv6 keep their own colons. */
function splitPort(text: string): { host: string; port: string | null } {
  const bracketed = /^\[(?<host>[^\]]*:[^\]]*)\](?::(?<port>.*))?$/.exec(text)?.groups
  if (bracketed) return { host: unescapeZone(bracketed['host'] ?? ''), port: bracketed['port'] ?? null }
  const colon = text.indexOf(':')
  if (colon === -1 || text.indexOf(':', colon + 1) !== -1) return { host: unescapeZone(text), port: null }
  return { host: text.slice(0, colon), port: text.slice(colon + 1) }
}

/** In a link the `%` before an IPv6 zone is itself escaped. */
function unescapeZone(host: string): string {
  return host.replace('%25', '%')
}

/** What is wrong with a host, in a sentence; `null` if nothing is. */
function hostFault(host: string): string | null {
  if (host === '') return `The host is missing. ${example}`
  if (/[:[\]]/.test(host)) {
    return isIpv6(host) ? null : `${quoted(host)} is not an IPv6 address. Write it like [fe80::1]:55555.`
  }
  if (/^[\d.]+$/.test(host)) {
    return isIpv4(host) ? null : `${quoted(host)} is not an IP address: that is four numbers up to 255. ${example}`
  }
  return isHostName(host) ? null : `${quoted(host)} is not a host name. ${example}`
}

function isIpv4(host: string): boolean {
  const numbers = host.split('.')
  return numbers.length === 4 && numbers.every((number) => /^(?:0|[1-9]\d{0,2})$/.test(number) && Number(number) <= 255)
}

function isIpv6(host: string): boolean {
  const parts = /^(?<address>[\da-f:.]+)(?:%[\w.-]+)?$/i.exec(host)?.groups
  return parts !== undefined && URL.canParse(`http://[${parts['address']}]/`)
}

function isHostName(host: string): boolean {
  const labels = host.replace(/\.$/, '').split('.')
  return host.length <= 253 && labels.every((label) => /^(?!-)[\p{L}\p{M}\p{N}_-]{1,63}(?<!-)$/u.test(label))
}

/** What was typed, fit to be shown: a link may carry anything. */
function quoted(text: string): string {
  const shown = printable(text)
  return `“${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}”`
}
