/**
 * `npm run bench:sizes`: what a host keeps in memory of which there is a bounded number, measured with the real parts, each filled to
 * its bound. docs/protocol.md adds it up.
 */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { LogEvent } from '../src/core/common/native/log-event.ts'
import { defaultLimits } from '../src/core/common/limits.ts'
import { ReceiptBook } from '../src/core/common/native/receipt-book.ts'
import { mostReactions } from '../src/core/common/reactions.ts'
import { DecidedIds } from '../src/core/node/decided-ids.ts'
import { recentEvents } from '../src/core/node/room-log.ts'
import { RoomPeople } from '../src/core/node/room-people.ts'
import { SendQueue } from '../src/core/node/send-queue.ts'

/** Something that is kept, as often as it can be. */
interface Kept {
  readonly what: string
  readonly count: number
  readonly fill: () => unknown
}

/** One line of the table. */
interface Row {
  readonly what: string
  readonly count: number
  readonly bytesEach: number
  readonly megabytes: number
}

/** What has been filled, so that it stays. */
const held: unknown[] = []

const megabyte = 1024 * 1024
const [deciders, idsEach] = [500, 1000]
const formerPeople = 10_000
const [receipts, peopleHere] = [500, 200]
const waitingWrites = 5000
const frame = new Uint8Array(100)

const nicknameOf = (index: number): string => `guest ${index}`.padEnd(defaultLimits.nicknameGraphemes, 'x')
const keyOf = (index: number): string => `key:${String(index).padStart(32, '0')}`

/** As long as they may be, in letters that take two bytes each in memory, and with all the reactions that they may have. */
function eventOf(seq: number): LogEvent {
  const reactions = Array.from({ length: mostReactions }, (_, index) => ({
    emoji: String.fromCodePoint(0x1f300 + index),
    people: [{ personId: keyOf(index), nickname: nicknameOf(index) }],
  }))
  const text = `é—${'x'.repeat(defaultLimits.messageBytes - 5)}`
  const author = { personId: keyOf(0), nickname: nicknameOf(0), kind: 'native' } as const
  // As it is when it has been read: with strings of its own.
  return JSON.parse(JSON.stringify({ type: 'message', seq, at: 1, id: `m${seq}`, author, text, reactions })) as LogEvent
}

function decided(): DecidedIds {
  const ids = new DecidedIds()
  for (let person = 0; person < deciders; person += 1) {
    for (let id = 0; id < idsEach; id += 1) ids.add(keyOf(person), `m${id}`, { seq: id, at: id })
  }
  return ids
}

function formerly(): RoomPeople {
  const people = new RoomPeople()
  for (let index = 0; index < formerPeople; index += 1) {
    people.enter({ id: keyOf(index), nickname: nicknameOf(index), kind: 'native' })
    people.leave(keyOf(index))
  }
  return people
}

/** With somebody else there at each message, so that none shares with another who was. */
function receiptsOfMany(): ReceiptBook {
  const book = new ReceiptBook()
  for (let index = 0; index < peopleHere; index += 1)
    book.entered({ id: keyOf(index), nickname: nicknameOf(index), confirms: true })
  for (let seq = 1; seq <= receipts; seq += 1) {
    book.left(keyOf(peopleHere + seq - 1))
    book.entered({ id: keyOf(peopleHere + seq), nickname: nicknameOf(seq), confirms: true })
    book.committed({ id: `m${seq}`, seq, authorId: keyOf(0) })
  }
  return book
}

const kept: readonly Kept[] = [
  {
    what: 'newest event, at its longest and with all its reactions',
    count: recentEvents,
    fill: () => Array.from({ length: recentEvents }, (_, seq) => eventOf(seq)),
  },
  { what: 'request that somebody has asked for and got', count: deciders * idsEach, fill: decided },
  { what: 'name of somebody who was here', count: formerPeople, fill: formerly },
  { what: 'person who was there at a message, for its receipt', count: receipts * peopleHere, fill: receiptsOfMany },
]

/** What is on the heap and in buffers, once all is collected that can be. */
async function used(): Promise<number> {
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.()
    await pause(20)
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

async function measure({ what, count, fill }: Kept): Promise<Row> {
  // What a first one makes the program load is no part of it.
  fill()
  const before = await used()
  held.push(fill())
  return rowOf(what, count, (await used()) - before)
}

function rowOf(what: string, count: number, bytes: number): Row {
  return { what, count, bytesEach: Math.round(bytes / count), megabytes: Math.round((bytes / megabyte) * 10) / 10 }
}

/** What a write takes that waits behind another, besides its bytes. */
async function measureWrites(): Promise<Row> {
  const server = createServer((socket) => socket.pause()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const row = await measureWritesTo(socket)
  socket.destroy()
  server.close()
  return row
}

async function measureWritesTo(socket: Socket): Promise<Row> {
  const queue = new SendQueue(socket, Infinity)
  // Until nothing leaves any more.
  while (socket.writableLength < megabyte) {
    queue.push(new Uint8Array(64 * 1024))
    await pause(1)
  }
  const before = await used()
  for (let count = 0; count < waitingWrites; count += 1) queue.push(Buffer.concat([frame]))
  const bytes = (await used()) - before - waitingWrites * frame.length
  return rowOf('write that waits behind another, besides its bytes', waitingWrites, bytes)
}

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
if (!globalThis.gc) throw new Error('Run it by `npm run bench:sizes`: it needs --expose-gc.')
const rows = [await measureWrites()]
for (const one of kept) rows.push(await measure(one))
if (values.json) console.log(JSON.stringify(rows))
else console.table(rows)
