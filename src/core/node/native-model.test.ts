/**
 * A room through everything that networks and computers can do to it, at random: nothing acknowledged is lost, nothing
 * comes twice, and everybody sees the same.
 *
 * SNUG_SEED does the same again, SNUG_STEPS does more.
 */
import { setTimeout as pass } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import type { NativeGuest } from '../../../e2e/peers/native-guest.ts'
import { NativeWorld } from '../../../e2e/peers/native-world.ts'
import { patienceMs } from '../../../e2e/peers/patience.ts'
import { seededRandom } from '../../../e2e/peers/seeded-random.ts'
import { isFor, type LogEvent } from '../common/native/log-event.ts'
import { actorOf } from '../common/native/logged-changes.ts'
import { quoteOf } from '../common/quote.ts'
import { isUnsent, type MessageEntry } from '../common/room.ts'

const seed = Number(process.env['SNUG_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const steps = Number(process.env['SNUG_STEPS'] ?? 500)
/** After so many steps everything is mended, and everything has to be right. */
const stepsInRound = 25
/** Milliseconds at most between two steps. */
const paceMs = 15

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
  { name: 'edit', weight: 6, act: editAsGuest },
  { name: 'take back', weight: 2, act: takeBackAsGuest },
  { name: 'react', weight: 8, act: reactAsGuest },
  { name: 'answer', weight: 6, act: answerAsGuest },
  { name: 'whisper', weight: 4, act: whisperAsGuest },
  { name: 'topic', weight: 2, act: setTopicAsGuest },
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

/** A guest who is in the room, and one of the messages in front of them. */
function someMessage(
  { guests }: NativeWorld,
  isWanted: (message: MessageEntry) => boolean,
): { readonly guest: NativeGuest; readonly message: MessageEntry } | null {
  const guest = guests[below(guests.length)]
  const wanted = guest?.isIn ? guest.messages.filter((message) => !message.isDeleted && isWanted(message)) : []
  // Old ones too, though it is mostly the last that people think better of.
  const message = random() < 0.7 ? wanted.at(-1) : wanted[below(wanted.length)]
  return guest && message ? { guest, message } : null
}

function isOwnAndSaid({ own, delivery, pendingChange }: MessageEntry): boolean {
  return own && delivery.state === 'sent' && !pendingChange
}

function editAsGuest(world: NativeWorld): void {
  const found = someMessage(world, isOwnAndSaid)
  if (found) found.guest.edit(found.message.id, someText(someId()))
}

function takeBackAsGuest(world: NativeWorld): void {
  const found = someMessage(world, isOwnAndSaid)
  if (found) found.guest.takeBack(found.message.id)
}

function reactAsGuest(world: NativeWorld): void {
  // The window offers no reaction to what is not in the room yet.
  const found = someMessage(world, ({ delivery }) => !isUnsent(delivery))
  const emoji = ['👍', '🎉', '😢'][below(3)] ?? ''
  if (found) found.guest.react(found.message.id, emoji, random() < 0.7)
}

function answerAsGuest(world: NativeWorld): void {
  // What only two people know may not be quoted to everybody.
  const found = someMessage(world, ({ delivery, to }) => !isUnsent(delivery) && !to)
  const id = someId()
  if (found) found.guest.say(id, someText(id), { replyTo: quoteOf(found.message) })
}

function setTopicAsGuest({ guests }: NativeWorld): void {
  const guest = guests[below(guests.length)]
  if (guest?.isIn) guest.setTopic(`topic ${below(1000)}`)
}

/** Says something to another guest alone, who may be away: then it fails, and is said again. */
function whisperAsGuest({ guests }: NativeWorld): void {
  const guest = guests[below(guests.length)]
  const other = guests[below(guests.length)]
  if (!guest?.isIn || !other || other === guest) return
  const id = someId()
  guest.say(id, someText(id), { to: { personId: other.identity.personId, nickname: other.nickname } })
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
  expect(world.stored().map(asStored)).toEqual(expectedStore(world.log))
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
  if (messages.some(({ pendingChange, pendingReactions }) => pendingChange ?? pendingReactions))
    return 'waits for a change'
  if (pending.length > 0) {
    // What failed because the room was closed.
    guest.persist()
    return `waits for ${JSON.stringify(pending.map(({ id, delivery }) => [id, delivery]))}`
  }
  // Whoever has just come is given the newest only.
  guest.scrollBack()
  const said = presentMessages(log, guest)
  if (messages.length < said.length) return `has ${messages.length} of ${said.length} messages`
  const stale = said.find(({ id, ...present }) => !isDeepStrictEqual(shownAs(messages, id), present))
  if (stale) return `shows ${JSON.stringify(shownAs(messages, stale.id))} instead of ${JSON.stringify(stale)}`
  if (state.topic !== host?.description.topic) return `has the topic ${state.topic}, not ${host?.description.topic}`
  const [seen, present] = [rosterOf(state.people), rosterOf(host?.people ?? [])]
  return seen === everybody && present === everybody ? null : `sees ${seen}; the host sees ${present}`
}

/** A message as everybody has to see it. */
interface Present {
  readonly id: string
  readonly text: string
  /** `👍 key:…`, sorted. */
  readonly reactions: readonly string[]
  /** The id and the words of the message that it answers; null if it answers none. */
  readonly quote: string | null
}

type Shown = Omit<Present, 'id'>

/** What is stored of an event: of a message, what it is now. */
function asStored(event: LogEvent): unknown {
  if (event.type !== 'message') return event
  const { id, seq } = event
  return { id, seq, ...presentFormOf(event) }
}

function presentFormOf({ text, reactions = [], replyTo }: Pick<MessageEntry, 'text' | 'reactions' | 'replyTo'>): Shown {
  const shown = reactions.flatMap(({ emoji, people }) => people.map(({ personId }) => `${emoji} ${personId}`))
  return { text, reactions: shown.toSorted(), quote: replyTo ? `${replyTo.id}: ${replyTo.excerpt}` : null }
}

/** What has to be stored of everything that has happened: nothing of what was taken back, but that it was. */
function expectedStore(log: readonly LogEvent[]): unknown[] {
  const present = new Map(presentOf(log).map(({ id, ...rest }) => [id, rest]))
  const deletedAt = new Map(log.flatMap((event) => (event.type === 'deleted' ? [[event.target, event.seq]] : [])))
  return log
    .filter((event) => !('target' in event) || event.seq >= (deletedAt.get(event.target) ?? 0))
    .map((event) =>
      event.type === 'message' ? Object.assign({ id: event.id, seq: event.seq }, present.get(event.id)) : event,
    )
}

/** The messages that a guest may know of, after everything that was done to them. */
function presentMessages(log: readonly LogEvent[], { identity }: NativeGuest): Present[] {
  return presentOf(log.filter((event) => isFor(event, identity.personId)))
}

/** Made of the log's own events alone. */
function presentOf(log: readonly LogEvent[]): Present[] {
  const present = new Map<string, { text: string; reactions: Set<string>; quote: string | null }>()
  for (const event of log) {
    if (event.type === 'message') {
      const { id, text, replyTo } = event
      present.set(id, { text, reactions: new Set(), quote: replyTo ? `${replyTo.id}: ${replyTo.excerpt}` : null })
    }
    if (event.type === 'edited') present.set(event.target, { ...known(present, event.target), text: event.text })
    if (event.type === 'deleted') {
      present.set(event.target, { text: '', reactions: new Set(), quote: null })
      // What was taken back is not quoted any more either.
      for (const message of present.values()) {
        if (message.quote?.startsWith(`${event.target}: `)) message.quote = `${event.target}: `
      }
    }
    if (event.type === 'reacted') {
      const { reactions } = known(present, event.target)
      const reaction = `${event.emoji} ${event.person.personId}`
      if (event.on) reactions.add(reaction)
      else reactions.delete(reaction)
    }
  }
  return [...present].map(([id, { text, reactions, quote }]) => {
    return { id, text, reactions: [...reactions].toSorted(), quote }
  })
}

function known<Value>(values: ReadonlyMap<string, Value>, id: string): Value {
  const value = values.get(id)
  if (value === undefined) throw new Error(`${id} was changed before it was said.`)
  return value
}

function shownAs(messages: readonly MessageEntry[], id: string): Shown | null {
  const message = messages.find((message) => message.id === id)
  return message ? presentFormOf(message) : null
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
  const acts = log.flatMap((event) => ('id' in event ? [event.id] : []))
  expect(acts).toHaveLength(new Set(acts).size)
  for (const { id, text, author } of messages) if (author.kind !== 'classic') expect(text).toBe(texts.get(id))
  for (const { acknowledged } of guests) expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([])
}

/** A window shows what is in the log, in its order; only own messages may stand where they were said. */
function checkWindow({ log: all }: NativeWorld, guest: NativeGuest): void {
  const { state, identity, failed, messages, notices } = guest
  const { personId } = identity
  const log = all.filter((event) => isEntry(event) && isFor(event, personId))
  // One's own comings and goings are not shown, but what one has done to the room is.
  const isOwn = (event: LogEvent): boolean => event.type !== 'topic' && personOf(event) === personId
  const foreign = state.entries.filter((entry) => entry.kind !== 'notice' && !(entry.kind === 'message' && entry.own))
  expect(foreign.map(({ id }) => id)).toEqual(log.filter((event) => !isOwn(event)).map(entryIdOf))
  const own = messages.filter(({ own, id }) => own && !failed.has(id)).map(({ id }) => id)
  const ownInLog = log.filter((event) => event.type === 'message' && isOwn(event)).map(entryIdOf)
  expect(own).toEqual(ownInLog.filter((id) => !failed.has(id)))
  expect(messages.map(({ id }) => id).toSorted()).toEqual(
    log.flatMap((event) => (event.type === 'message' ? [event.id] : [])).toSorted(),
  )
  for (const { id, ...present } of presentMessages(all, guest)) expect(shownAs(messages, id)).toEqual(present)
  const expected = [
    'Back after',
    'The topic changes once you are back in the room.',
    // Somebody may react to what its author has just taken back.
    'Not changed: This message has been taken back.',
    // What is asked for while it is closed.
    'Not changed: The host closed the room.',
    'Not changed: You left.',
  ]
  expect(notices.filter((text) => !expected.some((beginning) => text.startsWith(beginning)))).toEqual([])
}

/** Whether an event is a line of the conversation. */
function isEntry({ type }: LogEvent): boolean {
  return type === 'message' || type === 'joined' || type === 'left' || type === 'topic'
}

function personOf(event: LogEvent): string | null {
  if (event.type === 'joined') return event.person.id
  return event.type === 'left' ? event.personId : actorOf(event)
}

function entryIdOf(event: LogEvent): string {
  return event.type === 'message' ? event.id : `seq:${event.seq}`
}

/** Whoever is here classically has read everything since, once and in order. */
async function checkCarol({ classicTexts, carol }: NativeWorld): Promise<void> {
  if (!carol) throw new Error('The classic guest is not here.')
  const said = classicTexts.flatMap((text) => text.match(mark) ?? [])
  const [last] = said.slice(-1)
  if (last && classicTexts.at(-1)?.includes(last)) await carol.until(last)
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
    if (delivery?.state !== 'sent' || !delivery.ledger) return delivery
    const { names, ...counts } = delivery.ledger
    return { ...counts, named: names?.have.length, missing: names?.missing }
  }
  const have = world.guests.length
  const complete = { have, of: have + 1, cannotConfirm: ['carol'], named: have, missing: [] }
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
  patienceMs + steps * 2000,
)
