/** Which addresses belong to the internet at large, and to nobody's own network. */
import net from 'node:net'
import os from 'node:os'
import { isSameNetwork } from '../core/node/network-interfaces.ts'

/** Reserved for one computer, one network, documentation, tunnels or many receivers (IANA's special-purpose registries). */
const special: readonly [network: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const specialNetworks = blockList(special)
/** All of IPv6 that is handed out for use on the internet: no loopback, local, mapped or translated address is in it. */
const globalUnicast = blockList([['2000::', 3]])

/**
 * Whether an address is on the internet, and not in a network that this computer is in: its own public addresses, and those
 * of the router beside it, are nobody's business either.
 *
 * @param interfaces this computer's own, as the system lists them
 */
export function isPublicAddress(address: string, interfaces = os.networkInterfaces()): boolean {
  const family = net.isIPv4(address) ? 'ipv4' : 'ipv6'
  // An address with a zone is of one network alone.
  if (!net.isIP(address) || address.includes('%')) return false
  if (family === 'ipv6' && !globalUnicast.check(address, family)) return false
  if (specialNetworks.check(address, family)) return false
  const own = Object.values(interfaces).flatMap((addresses) => addresses ?? [])
  // An IPv6 address may be given alone, as by DHCP: the router is in its network all the same.
  return !networksOf(own).check(address, family) && !own.some((mine) => isSameNetwork(mine.address, address))
}

function networksOf(own: readonly os.NetworkInterfaceInfo[]): net.BlockList {
  return blockList(
    own.flatMap(({ address, cidr }): [string, number][] =>
      cidr === null ? [] : [[address, Number(cidr.split('/')[1])]],
    ),
  )
}

function blockList(networks: readonly [network: string, prefix: number][]): net.BlockList {
  const list = new net.BlockList()
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, net.isIPv4(network) ? 'ipv4' : 'ipv6')
  return list
}
