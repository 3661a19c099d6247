import type { NetworkInterfaceInfo } from 'node:os'
import { beforeEach, describe, expect, test } from 'vitest'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import type { Address } from '../common/address.ts'
import type { Exposure } from '../common/room.ts'
import { lookMs, NetworkFollowing } from './network-following.ts'
import type { NetworkInterfaces } from './network-interfaces.ts'

function interfaces(...addresses: string[]): NetworkInterfaces {
  const infos = addresses.map((address): NetworkInterfaceInfo => {
    return { address, netmask: '', mac: '', cidr: null, internal: address === '127.0.0.1', family: 'IPv4' }
  })
  return { any: infos }
}

let time: ManualTime
let present: NetworkInterfaces
let fault: Error | null
let listening: Address[]
let taken: string[]
/** How many people would be cut off. */
let beyond: number
/** What the window was told. */
let told: unknown[]

beforeEach(() => {
  time = new ManualTime()
  fault = null
  listening = [{ host: '127.0.0.1', port: 5000 }]
  taken = []
  beyond = 0
  told = []
})

/** A room that was opened while this computer had no network. */
function follow(exposure: Exposure): NetworkFollowing {
  const room = {
    get addresses() {
      return listening
    },
    move: async (bind: readonly string[]) => {
      const all = bind.map((host) => ({ host, port: 5000 }))
      listening = all.filter(({ host }) => !taken.includes(host))
      return all.filter(({ host }) => taken.includes(host))
    },
    countBeyond: () => beyond,
    expose: async (bind: readonly string[]) => {
      const host = bind.find((one) => taken.includes(one))
      if (host !== undefined)
        return { address: { host, port: 5000 }, error: Object.assign(new Error(), { code: 'EADDRINUSE' }) }
      await room.move(bind)
      return null
    },
  }
  const following = new NetworkFollowing(room, {
    exposure,
    shown: ['127.0.0.1:5000'],
    interfaces: () => {
      if (fault) throw fault
      return present
    },
    timers: time,
    exposed: (exposure, addresses) => told.push([exposure, ...addresses]),
    moved: (addresses) => told.push(addresses),
    failed: (address) => told.push(`failed ${address}`),
  })
  following.start()
  return following
}

/** Looks at these networks. */
async function look(...addresses: string[]): Promise<void> {
  present = interfaces('127.0.0.1', ...addresses)
  time.advance(lookMs)
  await new Promise((resolve) => setImmediate(resolve))
}

const hosts = (): string[] => listening.map(({ host }) => host)

describe('a room for this network', () => {
  test('is there once the network is, and shows its addresses as they are', async () => {
    follow('this-network')
    await look()
    expect(told).toEqual([])
    await look('192.168.1.7')
    expect(hosts()).toEqual(['127.0.0.1', '192.168.1.7'])
    await look('192.168.1.7')
    await look('192.168.1.9', '10.8.0.2')
    expect(hosts()).toEqual(['127.0.0.1', '192.168.1.9', '10.8.0.2'])
    await look()
    expect(hosts()).toEqual(['127.0.0.1'])
    expect(told).toEqual([['192.168.1.7:5000'], ['192.168.1.9:5000', '10.8.0.2:5000'], ['127.0.0.1:5000']])
  })

  test('says once that an address cannot be had, and goes on trying', async () => {
    follow('this-network')
    taken = ['10.8.0.2']
    for (let times = 0; times < 3; times += 1) await look('10.8.0.2')
    expect(told).toEqual(['failed 10.8.0.2:5000'])
    taken = []
    await look('10.8.0.2')
    expect(told).toEqual(['failed 10.8.0.2:5000', ['10.8.0.2:5000']])
  })

  test('goes on after the system has not said which networks there are', async () => {
    const following = follow('this-network')
    fault = new Error('The system has no more files.')
    await look()
    fault = null
    await look('192.168.1.7')
    expect(told).toEqual([['192.168.1.7:5000']])
    await following.stop()
  })

  test('stays where it is from the moment it is to be closed', async () => {
    const following = follow('this-network')
    present = interfaces('127.0.0.1', '192.168.1.7')
    time.advance(lookMs)
    await following.stop()
    await look('192.168.1.9')
    expect(told).toEqual([])
  })
})

test('a room for everybody shows the addresses of the moment', async () => {
  follow('all-addresses')
  await look('192.168.1.7')
  expect(hosts()).toEqual(['0.0.0.0'])
  await look('203.0.113.9')
  expect(told).toEqual([['192.168.1.7:5000'], ['203.0.113.9:5000']])
})

describe('a room that is opened to others while it runs', () => {
  test('follows the networks that count from then on', async () => {
    const following = follow('this-computer')
    await look('192.168.1.7')
    expect(await following.expose('this-network', false)).toEqual({ ok: true, value: { isDone: true, cut: 0 } })
    await look('192.168.1.9')
    expect(await following.expose('this-computer', false)).toMatchObject({ ok: true })
    await look('192.168.1.7')
    expect(hosts()).toEqual(['127.0.0.1'])
    expect(told).toEqual([
      ['this-network', '192.168.1.7:5000'],
      ['192.168.1.9:5000'],
      ['this-computer', '127.0.0.1:5000'],
    ])
  })

  test('counts first whom it would cut off', async () => {
    const following = follow('this-network')
    await look('192.168.1.7')
    told = []
    beyond = 2
    expect(await following.expose('this-computer', false)).toEqual({ ok: true, value: { isDone: false, cut: 2 } })
    expect(hosts()).toEqual(['127.0.0.1', '192.168.1.7'])
    expect(told).toEqual([])
    expect(await following.expose('this-computer', true)).toEqual({ ok: true, value: { isDone: true, cut: 2 } })
    expect(hosts()).toEqual(['127.0.0.1'])
  })

  test('stays as it was where it cannot listen, and goes on following', async () => {
    const following = follow('this-network')
    await look('192.168.1.7')
    taken = ['0.0.0.0']
    expect(await following.expose('all-addresses', false)).toEqual({
      ok: false,
      error:
        'Another program on this computer listens on 0.0.0.0:5000 already, or on a part of it. The room stays as it was.',
    })
    fault = new Error('The system has no more files.')
    expect(await following.expose('this-computer', false)).toMatchObject({ ok: false })
    fault = null
    await look('192.168.1.9')
    expect(told).toEqual([['192.168.1.7:5000'], ['192.168.1.9:5000']])
    await following.stop()
  })
})

test('a room for this computer stays on it', async () => {
  follow('this-computer')
  await look('192.168.1.7')
  expect(hosts()).toEqual(['127.0.0.1'])
  expect(told).toEqual([])
})
