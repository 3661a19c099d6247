/** Clients that nobody wants: each does its worst, again and again, until it is told to stop. */
import { setTimeout as pause } from 'node:timers/promises'
import { ClassicPeer } from '../../e2e/peers/classic-peer.ts'
import { NativePeer } from '../../e2e/peers/native-peer.ts'

/** What one of them does once. It takes its own connections down again. */
type Deed = (port: number, nickname: string) => Promise<void>

const floodMessages = 300
const stalledMs = 4000
/** Becomes many messages: more of it, and whoever is away for a second would have missed more than a page. */
const garbageBytes = 1000
const hugeNameBytes = 1024 * 1024
const pathological = [
  '\u0301'.repeat(4000),
  '\u202E'.repeat(2000),
  '👩‍👩‍👧‍👦'.repeat(300),
  '\uFFFD\0'.repeat(500),
  '`*_~'.repeat(900),
]

async function comesAndGoes(port: number, nickname: string): Promise<void> {
  using peer = await NativePeer.join({ port, nickname })
  peer.send({ type: 'typing', on: true })
  await pause(50)
}

async function isReset(port: number, nickname: string): Promise<void> {
  const peer = await ClassicPeer.join({ port, nickname })
  peer.say('in and out')
  peer.reset()
}

async function floods(port: number, nickname: string): Promise<void> {
  const peer = await ClassicPeer.join({ port, nickname })
  for (let count = 0; count < floodMessages; count += 1) peer.say(`flood ${count} ${'x'.repeat(500)}`)
  await pause(stalledMs)
  peer.reset()
}

async function floodsNatively(port: number, nickname: string): Promise<void> {
  using peer = await NativePeer.join({ port, nickname })
  for (let count = 0; count < floodMessages; count += 1) {
    peer.send({ type: 'post', id: `${nickname}-${count}`, text: 'x'.repeat(4000) })
    peer.send({ type: 'page', request: `r${count}`, before: 1_000_000, limit: 1000 })
  }
  await pause(stalledMs)
}

async function stopsReading(port: number, nickname: string): Promise<void> {
  using peer = await ClassicPeer.join({ port, nickname })
  peer.socket.pause()
  await pause(stalledMs * 3)
}

async function sendsGarbage(port: number): Promise<void> {
  using peer = await ClassicPeer.connect({ port })
  peer.send(Uint8Array.from({ length: garbageBytes }, () => Math.floor(Math.random() * 256)))
  await pause(200)
}

async function hasHugeName(port: number): Promise<void> {
  using peer = await ClassicPeer.connect({ port })
  peer.send('n'.repeat(hugeNameBytes))
  await peer.closed
}

async function announcesHugeFrame(port: number, nickname: string): Promise<void> {
  const { peer } = await NativePeer.upgrade({ port, nickname })
  peer.socket.write(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x7b))
  await peer.closed
}

async function saysNothing(port: number): Promise<void> {
  using peer = await ClassicPeer.connect({ port })
  await pause(stalledMs)
  // One letter at a time, as slowly as anybody can.
  peer.send('s')
  await pause(stalledMs)
}

async function saysStrangeThings(port: number, nickname: string): Promise<void> {
  using peer = await NativePeer.join({ port, nickname })
  for (const [index, text] of pathological.entries()) peer.send({ type: 'post', id: `${nickname}-${index}`, text })
  peer.send({ type: 'away', message: '\u202E'.repeat(200) })
  peer.send({ type: 'rename', id: `${nickname}-n`, nickname: 'x'.repeat(200) })
  await pause(stalledMs)
}

const deeds: Readonly<Record<string, Deed>> = {
  comesAndGoes,
  isReset,
  floods,
  floodsNatively,
  stopsReading,
  sendsGarbage,
  hasHugeName,
  announcesHugeFrame,
  saysNothing,
  saysStrangeThings,
}

/** How many connections they have at once, at most. */
export const hostileConnections = Object.keys(deeds).length

export class HostileCast {
  readonly #done: Promise<unknown>
  #isOver = false
  /** How often each has done its deed. */
  readonly counts: Record<string, number> = {}

  constructor(port: number) {
    this.#done = Promise.all(Object.entries(deeds).map(([name, deed]) => this.#repeat(name, deed, port)))
  }

  /** Lets everybody finish what they are at. */
  async stop(): Promise<void> {
    this.#isOver = true
    await this.#done
  }

  async #repeat(name: string, deed: Deed, port: number): Promise<void> {
    for (let count = 0; !this.#isOver; count += 1) {
      // Being thrown out is what most of them have coming.
      await deed(port, `${name.slice(0, 12)}${count}`).catch(() => {})
      this.counts[name] = count + 1
      await pause(20)
    }
  }
}
