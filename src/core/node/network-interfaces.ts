/** Which addresses of this computer a room listens on, and which of them to show. */
import { isIPv6 } from 'node:net'
import os from 'node:os'
import { type Address, formatAddress } from '../common/address.ts'
import type { Exposure } from '../common/room.ts'

export type NetworkInterfaces = ReturnType<typeof os.networkInterfaces>

/** How far an address reaches. */
type Reach = 'loopback' | 'link' | 'private' | 'public'

interface OwnAddress {
  readonly address: string
  readonly family: 'IPv4' | 'IPv6'
  readonly reach: Reach
  /** Of a container, a virtual machine or a tunnel: seldom the network that people mean. */
  readonly virtual: boolean
}

const virtualName = /^(docker|br-|veth|virbr|vmnet|vboxnet|vethernet|hyper-v|utun|tun|tap|wg|zt|awdl|llw|bridge)/i

/** The addresses to listen on for an exposure. Never empty. */
export function bindAddresses(exposure: Exposure, interfaces: NetworkInterfaces = os.networkInterfaces()): string[] {
  if (exposure === 'this-computer') return ['127.0.0.1']
  const own = ownAddresses(interfaces)
  if (exposure === 'all-addresses') return own.some(({ family }) => family === 'IPv6') ? ['::'] : ['0.0.0.0']
  return ['127.0.0.1', ...localNetwork(own).map(({ address }) => address)]
}

/**
 * Where others reach a room, best first, ready to be typed: `192.168.1.7:55555`. Never empty: without a network it is loopback.
 *
 * @param listening where the room really listens
 */
export function reachableAddresses(
  exposure: Exposure,
  listening: readonly Address[],
  interfaces: NetworkInterfaces = os.networkInterfaces(),
): string[] {
  const port = listening[0]?.port ?? 0
  const hosts = reachableHosts(exposure, interfaces).filter(
    (host) => exposure !== 'this-network' || listening.some((address) => address.host === host),
  )
  return (hosts.length > 0 ? hosts : ['127.0.0.1']).map((host) => formatAddress({ host, port }))
}

function reachableHosts(exposure: Exposure, interfaces: NetworkInterfaces): string[] {
  if (exposure === 'this-computer') return ['127.0.0.1']
  const own = ownAddresses(interfaces)
  const wide = own.filter(({ reach }) => reach === 'private' || reach === 'public')
  const useful = exposure === 'this-network' || wide.length === 0 ? localNetwork(own) : wide
  return useful.toSorted((a, b) => rank(a) - rank(b)).map(({ address }) => address)
}

/** Private addresses; the self-assigned ones (two computers on one cable) only when there are no others. */
function localNetwork(own: readonly OwnAddress[]): OwnAddress[] {
  const local = own.filter(({ reach }) => reach === 'private')
  if (local.length > 0) return local
  return own.filter(({ reach, family }) => reach === 'link' && family === 'IPv4')
}

/** Real before virtual, then IPv4 before IPv6 (easier to type), then near before far. */
function rank({ virtual, family, reach }: OwnAddress): number {
  return (virtual ? 4 : 0) + (family === 'IPv6' ? 2 : 0) + (reach === 'public' ? 1 : 0)
}

function ownAddresses(interfaces: NetworkInterfaces): OwnAddress[] {
  return Object.entries(interfaces).flatMap(([name, infos]) =>
    (infos ?? []).map(({ address, family, internal }) => ({
      address,
      family,
      reach: internal ? 'loopback' : family === 'IPv4' ? reachOfIpv4(address) : reachOfIpv6(address),
      virtual: virtualName.test(name),
    })),
  )
}

function reachOfIpv4(address: string): Reach {
  const [first = 0, second = 0] = address.split('.').map(Number)
  if (first === 127) return 'loopback'
  if (first === 169 && second === 254) return 'link'
  if (first === 10 || (first === 172 && second >= 16 && second < 32) || (first === 192 && second === 168)) {
    return 'private'
  }
  return 'public'
}

function reachOfIpv6(address: string): Reach {
  if (address === '::1') return 'loopback'
  if (/^fe[89ab]/i.test(address)) return 'link'
  return /^f[cd]/i.test(address) ? 'private' : 'public'
}

/** Whether an address means this computer itself. */
export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}

/** Groups of 16 bits of an IPv6 address that a household shares; of the others it has as many as it likes. */
const networkGroups = 4

/** What everybody has in common whom an address may belong to: itself, or its IPv6 network, which is one computer to others. */
export function networkOf(address: string): string {
  // What is self-assigned has the same beginning on every computer.
  if (!isIPv6(address) || reachOfIpv6(address) === 'link') return address
  const [before = '', after] = address.toLowerCase().split('::')
  const [head, tail] = [before, after ?? ''].map((part) => part.split(':').filter((group) => group !== ''))
  const left =
    after === undefined ? [] : Array.from({ length: 8 - (head?.length ?? 0) - (tail?.length ?? 0) }, () => '0')
  const groups = [...(head ?? []), ...left, ...(tail ?? [])].slice(0, networkGroups)
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`
}

/** Whether two addresses are the same, or of the same IPv6 network: one computer has any number of addresses there. */
export function isSameNetwork(one: string, other: string): boolean {
  return networkOf(one) === networkOf(other)
}

/** The address without the IPv6 clothing that a dual-stack socket gives to IPv4: `::ffff:10.0.0.5` is `10.0.0.5`. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
}
