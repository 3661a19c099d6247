/**
 * A room through everything that networks and computers can do to it, at random: nothing acknowledged is lost, nothing
 * comes twice, and everybody sees the same.
 *
 * SNUG_SEED does the same again, SNUG_STEPS does more.
 */
import { setTimeout as pass } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { NativeGuest } from '../../../e2e/peers/native-guest.ts'
import { NativeWorld } from '../../../e2e/peers/native-world.ts'
import { seededRandom } from '../../../e2e/peers/seeded-random.ts'
import { isFor, type LogEvent } from '../common/native/log-event.ts'
import { actorOf } from '../common/native/logged-changes.ts'
import type { MessageEntry } from '../common/room.ts'

const seed = Number(process.env['SNUG_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const steps = Number(process.env['SNUG_STEPS'] ?? 500)
/** After so many steps everything is mended, and everything has to be right. */
const stepsInRound = 25
/** Milliseconds at most between two steps. */
const paceMs = 15
/** How long everything may take to be right again. */
const patienceMs = 20_000

/** Nobody is too fast, and a connection that is stalled is soon given up. */
const limits = { floodBurst: Infinity, floodPerSecond: Infinity, pingMs: 500, dropMs: 2000 }
const nicknames = ['Amara', 'Bö', '健司']
/** Who is here when everything is right. */
const everybody = rosterOf([
  { nickname: 'Hana', kind: 'host' },
  { nickname: 'carol', kind: 'classic' },
  ...nicknames.map((nickname) => ({ nickname, kind: 'native' })),
])
/** Once in every message that is said here. */
const mark = /\[\d+\]/g

const random = seededRandom(seed)
const done: string[] = []
const texts = new Map<string, string>()

function below(end: number): number {
  return Math.floor(random() * end)
}

function someId(): string {
  return `m${texts.size}`
}

/** Something to say that no ASCII and no single line could, sometimes too long for one classic write. */
function someText(id: string): string {
  const text = `[${texts.size}] é 😀\n${'„wörter“ '.repeat(random() < 0.1 ? 150 : 1)}.`
  texts.set(id, text)
  return text
}

/** What can happen to a guest. */
const troubles: Readonly<Record<string, (guest: NativeGuest) => void | Promise<void>>> = {
  drop: ({ proxy }) => proxy.drop(),
  'drop soon': ({ proxy }) => proxy.dropAfter(1 + below(600)),
  strand: ({ proxy }) => proxy.strand(),
  stall: ({ proxy }) => proxy.stall(),
  resume: ({ proxy }) => proxy.resume(),
  'go down': ({ proxy }) => proxy.goDown(),
  slow: ({ proxy }) => proxy.change({ bytesPerSecond: 5000 + below(50_000) }),
  late: ({ proxy }) => proxy.change({ latencyMs: below(40), jitterMs: below(40) }),
  // Never within a nickname, whose end nothing but the end of a read can tell.
  cut: ({ proxy }) => proxy.change({ pieceBytes: 24 + below(40) }),
  heal: ({ proxy }) => proxy.heal(),
  type: (guest) => guest.setTyping(random() < 0.5),
  'join anew': (guest) => guest.joinAnew(),
}

type Act = (world: NativeWorld) => unknown

/** What can happen, and how often it does. */
const acts: readonly { readonly name: string; readonly weight: number; readonly act: Act }[] = [
  { name: 'say', weight: 40, act: sayAsGuest },
  { name: 'trouble', weight: 35, act: makeTrouble },
  { name: 'Hana says', weight: 5, act: sayAsHost },
  { name: 'carol says', weight: 8, act: sayAsCarol },
  { name: 'carol comes', weight: 4, act: async (world) => world.host && (await world.letCarolIn()) },
  { name: 'carol goes', weight: 2, act: letCarolGo },
  { name: 'open', weight: 10, act: (world) => world.openRoom() },
  { name: 'close', weight: 2, act: (world) => world.host && stopRoom(world, () => world.closeRoom()) },
  { name: 'crash', weight: 2, act: (world) => world.host && stopRoom(world, () => world.crash()) },
]

function sayAsGuest({ guests }: NativeWorld): void {
  const guest = guests[below(guests.length)]
  if (!guest?.isIn) return
  for (let count = 1 + below(3); count > 0; count -= 1) {
    const id = someId()
    guest.say(id, someText(id))
  }
}

function makeTrouble({ guests }: NativeWorld): void {
  const [name, trouble] = Object.entries(troubles)[below(Object.keys(troubles).length)] ?? []
  const guest = guests[below(guests.length)]
  if (!guest || !name) return
  done.push(`${guest.nickname}: ${name}`)
  // Some take long, and are waited for at the end of the round.
  void trouble?.(guest)
}

function sayAsHost({ host }: NativeWorld): void {
  const id = someId()
  host?.say(someText(id), { id })
}

function sayAsCarol({ carol }: NativeWorld): void {
  const id = someId()
  texts.set(id, 'said by somebody whose program gives no ids')
  carol?.say(`[${id.slice(1)}]`)
}

async function letCarolGo(world: NativeWorld): Promise<void> {
  world.carol?.reset()
  world.carol = null
  // Else her name would still be taken when she comes back.
  await world.until(
    () => !isCarolHere(world),
    () => 'The classic guest is still here.',
    patienceMs,
  )
}

function isCarolHere({ host }: NativeWorld): boolean {
  return host?.people.some(({ nickname }) => nickname === 'carol') ?? false
}

async function stopRoom(world: NativeWorld, stop: () => Promise<void>): Promise<void> {
  await stop()
  expect(world.stored()).toEqual(world.log)
}

async function step(world: NativeWorld): Promise<void> {
  let place = random() * acts.reduce((sum, { weight }) => sum + weight, 0)
  for (const { name, weight, act } of acts) {
    place -= weight
    if (place >= 0) continue
    done.push(name)
    await act(world)
    break
  }
  await pass(paceMs * random())
}

/** Mends everything, and waits until everybody has everything. */
async function settle(world: NativeWorld): Promise<void> {
  done.push('SETTLE')
  await world.mend()
  await world.letCarolIn()
  await world.until(
    () => isCarolHere(world) && world.guests.every((guest) => whatIsMissing(world, guest) === null),
    () => world.guests.map((guest) => `${guest.nickname}: ${whatIsMissing(world, guest)}`).join('; '),
    patienceMs,
  )
}

/** What a guest still has to wait for; null if nothing. */
function whatIsMissing({ host, log }: NativeWorld, guest: NativeGuest): string | null {
  if (!guest.isIn || !guest.isOpen) return `not in the room (${guest.state.connection.status})`
  if (!guest.isNative) return 'has been let in by the classic protocol'
  const { pending, messages, state } = guest
  if (pending.length > 0) {
    // What failed because the room was closed.
    guest.persist()
    return `waits for ${JSON.stringify(pending.map(({ id, delivery }) => [id, delivery]))}`
  }
  const said = log.filter(({ type }) => type === 'message')
  if (messages.length < said.length) return `has ${messages.length} of ${said.length} messages`
  const [seen, present] = [rosterOf(state.people), rosterOf(host?.people ?? [])]
  return seen === everybody && present === everybody ? null : `sees ${seen}; the host sees ${present}`
}

function rosterOf(people: readonly { readonly nickname: string; readonly kind: string }[]): string {
  return people
    .map(({ nickname, kind }) => `${nickname} (${kind})`)
    .toSorted()
    .join(', ')
}

function checkLog({ log, guests }: NativeWorld): void {
  const numbers = log.map(({ seq }) => seq)
  expect(numbers).toEqual([...new Set(numbers)].toSorted((one, other) => one - other))
  const messages = log.flatMap((event) => (event.type === 'message' ? [event] : []))
  const ids = new Set(messages.map(({ id }) => id))
  expect(ids.size).toBe(messages.length)
  const marks = messages.flatMap(({ text }) => text.match(mark) ?? [])
  expect(marks).toHaveLength(new Set(marks).size)
  expect(marks).toHaveLength(messages.length)
  for (const { id, text, author } of messages) if (author.kind !== 'classic') expect(text).toBe(texts.get(id))
  for (const { acknowledged } of guests) expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([])
}

/** A window shows what is in the log, in its order; only own messages may stand where they were said. */
function checkWindow({ log }: NativeWorld, { state, identity, failed, messages, notices }: NativeGuest): void {
  const { personId } = identity
  const isOwn = (event: LogEvent): boolean => personOf(event) === personId
  const foreign = state.entries.filter((entry) => entry.kind !== 'notice' && !(entry.kind === 'message' && entry.own))
  expect(foreign.map(({ id }) => id)).toEqual(log.filter((event) => !isOwn(event)).map(entryIdOf))
  const own = messages.filter(({ own, id }) => own && !failed.has(id)).map(({ id }) => id)
  const ownInLog = log.filter((event) => event.type === 'message' && isOwn(event)).map(entryIdOf)
  expect(own).toEqual(ownInLog.filter((id) => !failed.has(id)))
  expect(messages.map(({ id }) => id).toSorted()).toEqual(
    log.flatMap((event) => (event.type === 'message' ? [event.id] : [])).toSorted(),
  )
  for (const event of log) {
    if (event.type === 'message') expect(messages.find(({ id }) => id === event.id)?.text).toBe(event.text)
  }
  expect(notices.filter((text) => !text.startsWith('Back after'))).toEqual([])
}

function personOf(event: LogEvent): string | null {
  if (event.type === 'joined') return event.person.id
  return event.type === 'left' ? event.personId : actorOf(event)
}

function entryIdOf(event: LogEvent): string {
  return event.type === 'message' ? event.id : `seq:${event.seq}`
}

/** Whoever is here classically has read everything since, once and in order. */
async function checkCarol({ log, carol }: NativeWorld): Promise<void> {
  if (!carol) throw new Error('The classic guest is not here.')
  const said = log.flatMap((event) => (event.type === 'message' ? (event.text.match(mark) ?? []) : []))
  const [last] = said.slice(-1)
  if (last && log.at(-1)?.type === 'message') await carol.until(last)
  const read = carol.text.match(mark) ?? []
  expect(read).toEqual(read.length > 0 ? said.slice(-read.length) : [])
}

/** A message of somebody is confirmed by everybody who can, and the others are named. */
async function checkReceipts(world: NativeWorld): Promise<void> {
  const [guest] = world.guests
  const id = someId()
  guest?.say(id, someText(id))
  const ledger = (): unknown => {
    const delivery = guest?.messages.find((message) => message.id === id)?.delivery
    return delivery?.state === 'sent' ? delivery.ledger : delivery
  }
  const complete = { have: world.guests.length, of: world.guests.length + 1, cannotConfirm: ['carol'] }
  await world.until(
    () => JSON.stringify(ledger()) === JSON.stringify(complete),
    () => `The receipts say ${JSON.stringify(ledger())} instead of ${JSON.stringify(complete)}`,
    patienceMs,
  )
}

test(
  `nothing is lost, doubled or shuffled, whatever happens (SNUG_SEED=${seed} SNUG_STEPS=${steps})`,
  async () => {
    await using world = await NativeWorld.open({
      random: seededRandom(seed + 1),
      limits,
      nicknames,
    })
    try {
      for (let count = 1; count <= steps; count += 1) {
        await step(world)
        if (count % stepsInRound > 0 && count < steps) continue
        await settle(world)
        await checkReceipts(world)
        await settle(world)
        checkLog(world)
        for (const guest of world.guests) checkWindow(world, guest)
        await checkCarol(world)
      }
    } catch (error) {
      throw new Error(`With SNUG_SEED=${seed}, after ${done.slice(done.lastIndexOf('SETTLE', -2) + 1).join(', ')}`, {
        cause: error,
      })
    }
  },
  patienceMs + steps * 1000,
)
