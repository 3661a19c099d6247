/** Clients that nobody wants: each does its worst, again and again, until it is told to stop. */
import { setTimeout as pause } from 'node:timers/promises'
import { ClassicPeer } from '../../e2e/peers/classic-peer.ts'
import { NativePeer } from '../../e2e/peers/native-peer.ts'
import { defaultLimits } from '../../src/core/common/limits.ts'

/** What one of them does once, and whether the host was seen to stop it. It takes its own connections down again. */
type Deed = (port: number, nickname: string) => Promise<boolean | void>

const floodMessages = 300
const stalledMs = 4000
/** Long enough to be owed more than the system's own buffers and the send queue hold, by those who feed. */
const notReadingMs = 60_000
/** How long it may take to see that one is cut off. */
const noticingMs = 3000
/** More than a nickname is waited for. */
const handshakePatienceMs = defaultLimits.handshakeMs + 10_000
/** Twice a second, as fast as anybody may. */
const feedEveryMs = 500
const feedMessages = 150
const feedText = 'y'.repeat(4000)
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

async function stopsReading(port: number, nickname: string): Promise<boolean> {
  using peer = await ClassicPeer.join({ port, nickname })
  peer.socket.pause()
  await pause(notReadingMs)
  // Only who reads again sees that the connection is gone.
  peer.socket.resume()
  return Promise.race([peer.closed.then((how) => how === 'reset'), pause(noticingMs, false)])
}

/** Says what those who do not read are owed. */
async function feeds(port: number, nickname: string): Promise<void> {
  using peer = await NativePeer.join({ port, nickname })
  for (let count = 0; count < feedMessages; count += 1) {
    peer.post(`${nickname}-${count}`, feedText)
    await pause(feedEveryMs)
  }
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

async function saysNothing(port: number): Promise<boolean> {
  using peer = await ClassicPeer.connect({ port })
  await peer.until('No nickname came', handshakePatienceMs)
  return true
}

async function saysOneLetter(port: number): Promise<void> {
  using peer = await ClassicPeer.connect({ port })
  await pause(stalledMs)
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
  feeds,
  sendsGarbage,
  hasHugeName,
  announcesHugeFrame,
  saysNothing,
  saysOneLetter,
  saysStrangeThings,
}

/** How many do the same at a time; one if absent. */
const crowds: Readonly<Record<string, number>> = { stopsReading: 24, feeds: 40 }

const cast = Object.entries(deeds).flatMap(([name, deed]) =>
  Array.from({ length: crowds[name] ?? 1 }, (_, place) => ({ name, deed, place })),
)

/** How many connections they have at once, at most. */
export const hostileConnections = cast.length

export class HostileCast {
  readonly #done: Promise<unknown>
  #isOver = false
  /** How often each has done its deed. */
  readonly counts: Record<string, number> = {}
  /** How often the host was seen to put an end to it. */
  readonly stopped: Record<string, number> = {}

  constructor(port: number) {
    this.#done = Promise.all(cast.map((member) => this.#repeat(member, port)))
  }

  /** Lets everybody finish what they are at. */
  async stop(): Promise<void> {
    this.#isOver = true
    await this.#done
  }

  async #repeat({ name, deed, place }: (typeof cast)[number], port: number): Promise<void> {
    for (let count = 0; !this.#isOver; count += 1) {
      // Being thrown out is what most of them have coming.
      const isStopped = await deed(port, `${name.slice(0, 12)}${place}x${count}`).catch(() => false)
      this.counts[name] = (this.counts[name] ?? 0) + 1
      if (isStopped === true) this.stopped[name] = (this.stopped[name] ?? 0) + 1
      await pause(20)
    }
  }
}
