import net from 'node:net'
import { describe, expect, test } from 'vitest'
import { freePort } from '../../../e2e/peers/free-port.ts'
import { describeConnectError, describeListenError, findFreePort, HostFailure } from './network-errors.ts'
import { RoomHost } from './room-host.ts'
import type { RoomHostOptions } from './room-host-options.ts'

function systemError(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code })
}

async function occupy(wanted?: number, host = '127.0.0.1'): Promise<{ port: number } & AsyncDisposable> {
  const server = net.createServer()
  const port = wanted ?? (await freePort())
  await new Promise<void>((resolve) => void server.listen(port, host, resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Not listening.')
  return {
    port: address.port,
    [Symbol.asyncDispose]: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}

function openingFails(options: Omit<RoomHostOptions, 'name'>): Promise<unknown> {
  return new RoomHost({ name: 'Room', ...options }).listen().then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe('a port that cannot be had', () => {
  test('in use: the next free one is named, and it is free', async () => {
    await using taken = await occupy()
    const failure = await openingFails({ bind: ['127.0.0.1'], port: taken.port })
    expect(failure).toBeInstanceOf(HostFailure)
    if (!(failure instanceof HostFailure)) return
    const { code, message, nextFreePort = 0 } = failure
    expect(code).toBe('port-in-use')
    expect(message).toBe(`Port ${taken.port} is already in use on this computer. Port ${nextFreePort} is free.`)
    await using free = await occupy(nextFreePort)
    expect(free.port).toBe(nextFreePort)
  })

  test('an address that is gone does not close off the room, if it may be missing', async () => {
    const bind = ['127.0.0.1', '192.0.2.1']
    const room = new RoomHost({ name: 'Room', bind, port: 0, skipsMissingAddresses: true })
    await room.listen()
    expect(room.addresses.map(({ host }) => host)).toEqual(['127.0.0.1'])
    await room.close()
    expect(await openingFails({ bind, port: 0 })).toMatchObject({ code: 'address-unavailable' })
  })

  test('an address that is gone does not hide which port is free', async () => {
    await using taken = await occupy()
    const bind = ['127.0.0.1', '192.0.2.1']
    const failure = await openingFails({ bind, port: taken.port, skipsMissingAddresses: true })
    expect(failure).toMatchObject({ code: 'port-in-use', nextFreePort: expect.any(Number) })
  })

  test('the first address may not be missing', async () => {
    const bind = ['192.0.2.1', '127.0.0.1']
    const failure = await openingFails({ bind, port: 0, skipsMissingAddresses: true })
    expect(failure).toMatchObject({ code: 'address-unavailable' })
  })

  // Only Linux has the whole of 127.0.0.0/8.
  test.runIf(process.platform === 'linux')('taken on one address: the others are given back', async () => {
    await using taken = await occupy()
    const failure = await openingFails({ bind: ['127.0.0.2', '127.0.0.1'], port: taken.port })
    expect(failure).toMatchObject({ code: 'port-in-use' })
    await using other = await occupy(taken.port, '127.0.0.2')
    expect(other.port).toBe(taken.port)
  })

  test('excluded by the system', async () => {
    const address = { host: '127.0.0.1', port: 55_555 }
    const failure = await describeListenError(systemError('EACCES'), address, ['127.0.0.1'], { platform: 'win32' })
    expect(failure.code).toBe('port-excluded')
    expect(failure.message).toMatch(/^This computer keeps port 55555 reserved for its system\. Port \d+ is free\.$/)
  })

  test('below 1024', async () => {
    const address = { host: '127.0.0.1', port: 80 }
    const failure = await describeListenError(systemError('EACCES'), address, ['127.0.0.1'], { platform: 'linux' })
    expect(failure.code).toBe('port-needs-rights')
    expect(failure.nextFreePort).toBeGreaterThanOrEqual(55_555)
  })

  test('an address that is not ours', async () => {
    const failure = await openingFails({ bind: ['203.0.113.77'], port: 0 })
    expect(failure).toMatchObject({
      code: 'address-unavailable',
      message: '203.0.113.77 is not an address of this computer. Choose another one.',
    })
  })

  test('there is no port above the last one', async () => {
    expect(await findFreePort(65_536, ['127.0.0.1'])).toBeUndefined()
  })
})

describe('a connection that could not be made', () => {
  const address = { host: '10.0.0.5', port: 55_555 }
  test.each([
    ['ECONNREFUSED', 'refused', 'Nothing is listening on 10.0.0.5:55555. Is the room open?'],
    ['ETIMEDOUT', 'timed-out', '10.0.0.5:55555 did not answer.'],
    ['ENOTFOUND', 'unknown-host', 'No computer called 10.0.0.5 was found.'],
    ['EAI_AGAIN', 'unknown-host', 'The name 10.0.0.5 could not be looked up.'],
    ['EHOSTUNREACH', 'unreachable', '10.0.0.5:55555 cannot be reached.'],
    ['ENETUNREACH', 'unreachable', 'There is no way from this computer to 10.0.0.5:55555.'],
    ['ECONNRESET', 'reset', '10.0.0.5:55555 closed the connection at once.'],
    ['EPERM', 'blocked', 'This computer does not allow a connection to 10.0.0.5:55555.'],
    ['EWHATEVER', 'cannot-connect', 'Could not connect to 10.0.0.5:55555. Check the address'],
  ])('%s', (code, expectedCode, words) => {
    const failure = describeConnectError(systemError(code), address)
    expect(failure.code).toBe(expectedCode)
    expect(failure.message).toContain(words)
    expect(failure.message).not.toContain(code)
  })

  test('of several addresses of one name, the refusal is told', () => {
    const both = new AggregateError([systemError('ENETUNREACH'), systemError('ECONNREFUSED')])
    expect(describeConnectError(both, address).code).toBe('refused')
    const neither = new AggregateError([systemError('ENETUNREACH'), systemError('ETIMEDOUT')])
    expect(describeConnectError(neither, address).code).toBe('unreachable')
  })

  test('that nobody knows keeps what the system calls it for a log', () => {
    expect(describeConnectError(systemError('EWHATEVER'), address).systemCode).toBe('EWHATEVER')
  })
})
