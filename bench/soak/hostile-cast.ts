/** Clients that nobody wants: each does its worst, again and again, until it is told to stop. */
import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ClassicPeer } from '../../e2e/peers/classic-peer.ts'
import { NativePeer } from '../../e2e/peers/native-peer.ts'
import { defaultLimits } from '../../src/core/common/limits.ts'
import { deflateCapability } from '../../src/core/common/native/wire.ts'

/** What one of them does once; it takes its own connections down again. True if the host was seen to hold it to its limit. */
type Deed = (port: number, nickname: string) => Promise<boolean | void>

interface Part {
  readonly deed: Deed
  /** What the host must be seen to do at least once: else the run has shown nothing about that limit. */
  readonly limit?: string
  /** How many do the same at a time; one if absent. */
  readonly crowd?: number
}

const floodMessages = 300
const stalledMs = 4000
/** Long enough to be owed more than the system's own buffers and the send queue hold, by those who feed. */
const notReadingMs = 80_000
const beatMs = 1000
/** Longer than the host waits for a nickname, and for a sign of life. */
const handshakePatienceMs = defaultLimits.handshakeMs + 10_000
const silencePatienceMs = defaultLimits.dropMs + 10_000
/** How many posts of a flood may count until the flooder goes, with one to spare. */
const mostPosts = defaultLimits.floodBurst + (defaultLimits.floodPerSecond * stalledMs) / 1000 + 1
/** Twice a second, as fast as anybody may. */
const feedEveryMs = 500
const feedMessages = 150
const feedBytes = 3000
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

async function floods(port: number, nickname: string): Promise<boolean> {
  const peer = await ClassicPeer.join({ port, nickname })
  for (let count = 0; count < floodMessages; count += 1) peer.say(`flood ${count} ${'x'.repeat(500)}`)
  await pause(stalledMs)
  peer.reset()
  return peer.text.includes('your messages are delayed')
}

async function floodsNatively(port: number, nickname: string): Promise<boolean> {
  using peer = await NativePeer.join({ port, nickname })
  for (let count = 0; count < floodMessages; count += 1) {
    peer.send({ type: 'post', id: `${nickname}-${count}`, text: 'x'.repeat(4000) })
    peer.send({ type: 'page', request: `r${count}`, before: 1_000_000, limit: 1000 })
  }
  await pause(stalledMs)
  const posts = peer.messages.filter(({ type }) => type === 'accepted').length
  return posts > 0 && posts <= mostPosts
}

async function stopsReading(port: number, nickname: string): Promise<boolean> {
  using peer = await ClassicPeer.join({ port, nickname })
  return await isCutOff(peer, () => peer.send('\n'))
}

async function stopsReadingNatively(port: number, nickname: string): Promise<boolean> {
  using peer = await NativePeer.join({ port, nickname })
  return await isCutOff(peer, () => peer.send({ type: 'pong' }))
}

async function stopsReadingDeflated(port: number, nickname: string): Promise<boolean> {
  using peer = await NativePeer.join({ port, nickname }, { capabilities: [deflateCapability] })
  return await isCutOff(peer, () => peer.send({ type: 'pong' }))
}

/** Whether the host breaks the connection of one who reads nothing more; only who writes sees that. */
async function isCutOff({ socket, closed }: ClassicPeer | NativePeer, write: () => void): Promise<boolean> {
  socket.pause()
  const beat = setInterval(write, beatMs)
  const isReset = closed.then((how) => how === 'reset')
  return Promise.race([isReset, pause(notReadingMs, false)]).finally(() => clearInterval(beat))
}

/** Says what those who do not read are owed. */
async function feeds(port: number, nickname: string): Promise<void> {
  using peer = await NativePeer.join({ port, nickname })
  // Reads on without looking: two dozen who take the stream apart would be the limit of it all.
  peer.socket.removeAllListeners('data').resume()
  for (let count = 0; count < feedMessages; count += 1) {
    // Another one each time, which deflating hardly makes shorter: who can read that is owed nearly as much.
    peer.post(`${nickname}-${count}`, randomBytes(feedBytes).toString('base64'))
    await pause(feedEveryMs)
  }
}

/** Is there, and reads, and never answers: as who has lost their network looks to the host. */
async function vanishes(port: number, nickname: string): Promise<boolean> {
  using peer = await NativePeer.join({ port, nickname })
  await Promise.race([peer.closed, pause(silencePatienceMs)])
  return peer.messages.some((message) => message.type === 'bye' && message.code === 'silent')
}

async function sendsGarbage(port: number): Promise<void> {
  using peer = await ClassicPeer.connect({ port })
  peer.send(Uint8Array.from({ length: garbageBytes }, () => Math.floor(Math.random() * 256)))
  await pause(200)
}

async function hasHugeName(port: number): Promise<boolean> {
  using peer = await ClassicPeer.connect({ port })
  peer.send('n'.repeat(hugeNameBytes))
  await peer.until(/A nickname has at most|No nickname came among/)
  return (await Promise.race([peer.closed, pause(stalledMs)])) === 'reset'
}

async function announcesHugeFrame(port: number, nickname: string): Promise<boolean> {
  using peer = (await NativePeer.upgrade({ port, nickname })).peer
  peer.socket.write(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x7b))
  return (await peer.until('bye')).code === 'malformed'
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

async function saysStrangeThings(port: number, nickname: string): Promise<boolean> {
  using peer = await NativePeer.join({ port, nickname })
  for (const [index, text] of pathological.entries()) peer.send({ type: 'post', id: `${nickname}-${index}`, text })
  peer.send({ type: 'away', message: '\u202E'.repeat(200) })
  peer.send({ type: 'rename', id: `${nickname}-n`, nickname: 'x'.repeat(200) })
  const { message } = await peer.until('rejected', ({ id }) => id === `${nickname}-n`)
  await pause(stalledMs)
  return message.includes('too long')
}

const parts: Readonly<Record<string, Part>> = {
  comesAndGoes: { deed: comesAndGoes },
  isReset: { deed: isReset },
  floods: { deed: floods, limit: 'slowed down' },
  floodsNatively: { deed: floodsNatively, limit: 'slowed down' },
  stopsReading: { deed: stopsReading, limit: 'cut off', crowd: 12 },
  stopsReadingNatively: { deed: stopsReadingNatively, limit: 'cut off', crowd: 6 },
  stopsReadingDeflated: { deed: stopsReadingDeflated, limit: 'cut off', crowd: 6 },
  feeds: { deed: feeds, crowd: 24 },
  vanishes: { deed: vanishes, limit: 'taken for gone' },
  sendsGarbage: { deed: sendsGarbage },
  hasHugeName: { deed: hasHugeName, limit: 'refused the name' },
  announcesHugeFrame: { deed: announcesHugeFrame, limit: 'sent away' },
  saysNothing: { deed: saysNothing, limit: 'sent away' },
  saysOneLetter: { deed: saysOneLetter },
  saysStrangeThings: { deed: saysStrangeThings, limit: 'refused the name' },
}

const cast = Object.entries(parts).flatMap(([name, { deed, crowd = 1 }]) =>
  Array.from({ length: crowd }, (_, place) => ({ name, deed, place })),
)

/** How many connections they have at once, at most. */
export const hostileConnections = cast.length

export class HostileCast {
  readonly #done: Promise<unknown>
  #isOver = false
  /** How often each has done its deed. */
  readonly counts: Record<string, number> = {}
  /** How often the host was seen to hold it to its limit. */
  readonly stopped: Record<string, number> = {}

  constructor(port: number) {
    this.#done = Promise.all(cast.map((member) => this.#repeat(member, port)))
  }

  /** The limits that nobody was seen to be held to, in words. */
  get unreached(): string[] {
    return Object.entries(parts).flatMap(([name, { limit }]) =>
      limit === undefined || this.stopped[name] ? [] : [`Nobody was seen to be ${limit} who ${name}.`],
    )
  }

  /** Lets everybody finish what they are at. */
  async stop(): Promise<void> {
    this.#isOver = true
    await this.#done
  }

  async #repeat({ name, deed, place }: (typeof cast)[number], port: number): Promise<void> {
    for (let count = 0; !this.#isOver; count += 1) {
      // Being thrown out is what most of them have coming.
      const isStopped = await deed(port, `${name.slice(-12)}${place}x${count}`).catch(() => false)
      this.counts[name] = (this.counts[name] ?? 0) + 1
      if (isStopped === true) this.stopped[name] = (this.stopped[name] ?? 0) + 1
      await pause(20)
    }
  }
}
