import { describe, expect, onTestFinished, test } from 'vitest'
import { startPythonServer } from '../../../e2e/peers/python.ts'
import { ScriptedServer } from '../../../e2e/peers/scripted-server.ts'
import type { DoctorStepName } from '../common/doctor.ts'
import { probe } from './doctor-probe.ts'
import { RoomHost } from './room-host.ts'

const patient = new AbortController().signal

/** What a server that answers so is found to be. */
async function examined(greeting: string | Uint8Array, end?: 'fin' | 'reset') {
  await using server = await ScriptedServer.listen()
  const report = probe(server.address, { signal: patient, greetingMs: 300 })
  const connection = await server.accept()
  if (greeting.length > 0) connection.send(greeting)
  if (end === 'fin') connection.socket.end()
  if (end === 'reset') connection.socket.resetAndDestroy()
  const { steps, failed, fix } = await report
  await connection.closed
  expect(connection.received.text).toBe('')
  return { failed, fix, found: steps.find(({ name }) => name === failed)?.found?.code }
}

async function room(options = {}): Promise<RoomHost> {
  const host = new RoomHost({ name: 'Room', bind: ['127.0.0.1'], port: 0, hostNickname: 'hanna', ...options })
  await host.listen()
  onTestFinished(() => host.close())
  return host
}

describe('the way stops', () => {
  test('where nothing listens', async () => {
    const server = await ScriptedServer.listen()
    await server[Symbol.asyncDispose]()
    const report = await probe(server.address, { signal: patient })
    expect(report).toMatchObject({ failed: 'connect', fix: 'open-room-here' })
    expect(report.steps.map(({ state }) => state)).toEqual(['ok', 'ok', 'failed', 'skipped', 'skipped', 'skipped'])
  })

  test('at a name that does not exist', async () => {
    const report = await probe({ host: 'no-such-room.invalid', port: 1 }, { signal: patient })
    expect(report).toMatchObject({ failed: 'resolve', fix: 'spelling' })
  })

  const cases: [string, string | Uint8Array, 'fin' | 'reset' | undefined, object][] = [
    ['a silent server', '', undefined, { found: 'silent', fix: 'try-again' }],
    ['one that closes at once', '', 'fin', { found: 'closed', fix: 'no-room' }],
    ['a web server', 'HTTP/1.1 400 Bad Request\r\n\r\n', undefined, { found: 'http', fix: 'web-server' }],
    ['an SSH server', 'SSH-2.0-x\r\n', undefined, { found: 'ssh', fix: 'ssh-server' }],
    ['a TLS alert', Buffer.from([0x15, 3, 1, 0, 2, 2, 70]), undefined, { found: 'tls', fix: 'encrypted-server' }],
  ]
  test.each(cases)('at %s', async (_, greeting, end, expected) => {
    expect(await examined(greeting, end)).toEqual({ failed: 'greeting', ...expected })
  })

  test('at a server that resets at once, before or after the connection is noticed', async () => {
    expect(await examined('', 'reset')).toMatchObject({ found: 'closed', fix: 'no-room' })
  })

  test('at a room that is full for this address', async () => {
    const host = await room({ limits: { connectionsPerAddress: 0 }, isExempt: () => false })
    const report = await probe({ host: '127.0.0.1', port: host.port }, { signal: patient })
    expect(report).toMatchObject({ failed: 'greeting', fix: 'close-others' })
  })

  test.each<[string, DoctorStepName, string]>([
    ['name-taken', 'name', 'other-name'],
    ['different-version', 'native', 'update'],
  ])('where joining failed with %s', async (joinFailure, failed, fix) => {
    const host = await room()
    const report = await probe({ host: '127.0.0.1', port: host.port }, { signal: patient, joinFailure })
    expect(report).toMatchObject({ failed, fix })
  })
})

test('a room of Snug is reached, and nobody in it notices', async () => {
  const host = await room()
  const events: unknown[] = []
  host.on('event', (event) => events.push(event))
  host.arrivals.on('named', (named) => events.push(named))
  const report = await probe({ host: '127.0.0.1', port: host.port }, { signal: patient })
  expect(report).toMatchObject({ failed: null, fix: 'join' })
  expect(report.steps.at(-1)?.found?.code).toBe('quiet-host')
  expect(events).toEqual([])
})

test('a tutorial server survives it', async () => {
  await using server = await startPythonServer()
  const address = { host: '127.0.0.1', port: server.port }
  for (let visit = 1; visit <= 2; visit++) {
    const report = await probe(address, { signal: patient })
    expect(report.steps.at(-1)?.found?.code).toBe('tutorial-server')
    // It greets the next to all whom it has not seen leave, and would die of one who has.
    await server.server.output.until(new RegExp(`(?:^ left!\\n[^]*){${visit}}`, 'm'))
  }
})

test('given up, it lets go of the socket', async () => {
  await using server = await ScriptedServer.listen()
  const giveUp = new AbortController()
  const report = probe(server.address, { signal: giveUp.signal })
  const connection = await server.accept()
  giveUp.abort()
  await expect(report).rejects.toThrow()
  await connection.closed
})
