import net from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { NetworkProxy, type NetworkConditions } from './network-proxy.ts'
import { ScriptedServer, type ScriptedConnection } from './scripted-server.ts'
import { Transcript } from './transcript.ts'

let server: ScriptedServer
let proxy: NetworkProxy

beforeEach(async () => {
  server = await ScriptedServer.listen()
  proxy = await NetworkProxy.listen({ port: server.address.port })
})
afterEach(async () => {
  await proxy[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

interface Ends {
  readonly client: net.Socket
  readonly received: Transcript
  readonly reads: Buffer[]
  readonly connection: ScriptedConnection
}

async function connect(conditions: Partial<NetworkConditions> = {}): Promise<Ends> {
  proxy.change(conditions)
  const client = net.connect({ host: '127.0.0.1', port: proxy.port, allowHalfOpen: true })
  const received = new Transcript()
  const reads: Buffer[] = []
  client.on('data', (bytes: Buffer) => {
    reads.push(bytes)
    received.add(bytes.toString('latin1'))
  })
  client.on('error', (error) => received.end(error.message))
  return { client, received, reads, connection: await server.accept() }
}

function closed(client: net.Socket): Promise<void> {
  return new Promise((resolve) => client.once('close', () => resolve()))
}

const text = Array.from({ length: 500 }, (_, index) => `${index},`).join('')

test.each<[string, Partial<NetworkConditions>]>([
  ['as it is', {}],
  ['late and at random', { latencyMs: 5, jitterMs: 20 }],
  ['byte by byte', { pieceBytes: 1 }],
  ['slowly', { bytesPerSecond: 20_000 }],
])('passes everything on in order, %s', async (_, conditions) => {
  const { client, received, connection } = await connect(conditions)
  for (const part of text.split(/(?<=,)/)) connection.send(part)
  connection.socket.end('.')
  client.end(`${text}.`)
  expect(await received.until('.')).toBe(`${text}.`)
  expect(await connection.until('.')).toBe(`${text}.`)
  expect(await connection.closed).toBe('fin')
})

test('makes a late network late', async () => {
  const { client, connection } = await connect({ latencyMs: 60 })
  const start = performance.now()
  client.write('hi')
  await connection.until('hi')
  expect(performance.now() - start).toBeGreaterThan(55)
})

test('makes a slow network slow', async () => {
  const { client, connection } = await connect({ bytesPerSecond: 10_000 })
  const start = performance.now()
  client.write(`${'x'.repeat(1000)}.`)
  await connection.until('.')
  expect(performance.now() - start).toBeGreaterThan(75)
})

test('makes nearly every byte a read', async () => {
  const { received, reads, connection } = await connect({ pieceBytes: 1 })
  connection.send(text)
  await received.until('499,')
  expect(reads.length).toBeGreaterThan(text.length / 4)
})

test('passes nothing on while it is stalled', async () => {
  const { client, received, connection } = await connect()
  client.write('a')
  await connection.until('a')
  proxy.stall()
  client.write('b')
  connection.send('c')
  // Another way to the server is not stalled, and what is sent there later arrives earlier.
  const direct = net.connect({ ...server.address })
  direct.end('d')
  await (await server.accept()).until('d')
  expect(connection.received.text).toBe('a')
  proxy.resume()
  await connection.until('ab')
  await received.until('c')
})

test('drops both sides, on command and after so many bytes', async () => {
  const one = await connect()
  proxy.drop()
  await closed(one.client)
  expect(await one.connection.closed).toBe('reset')

  const two = await connect()
  proxy.dropAfter(5)
  two.client.write('123456789')
  expect(await two.connection.closed).toBe('reset')
  expect(two.connection.received.text).toBe('12345')
})

test('strands the client without a word to the server', async () => {
  const { client, connection } = await connect()
  proxy.strand()
  await closed(client)
  const isOpen = Symbol('open')
  expect(await Promise.race([connection.closed, Promise.resolve(isOpen)])).toBe(isOpen)
  expect(connection.socket.destroyed).toBe(false)
  proxy.heal()
  expect(await connection.closed).toBe('reset')
})

test('tells the other side of a reset', async () => {
  const { client, connection } = await connect()
  client.resetAndDestroy()
  expect(await connection.closed).toBe('reset')
})

test('refuses while it is down, and finds a server that moved', async () => {
  proxy.goDown()
  const refused = net.connect({ host: '127.0.0.1', port: proxy.port }).on('error', () => undefined)
  await closed(refused)
  proxy.comeBack()
  await using elsewhere = await ScriptedServer.listen()
  proxy.retarget(elsewhere.address.port)
  const client = net.connect({ host: '127.0.0.1', port: proxy.port }).on('error', () => undefined)
  client.end('hello')
  await (await elsewhere.accept()).until('hello')
})
