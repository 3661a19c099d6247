/**
 * A room through everything that networks and computers can do to it, at random: nothing acknowledged is lost, nothing
 * comes twice, and everybody sees the same.
 *
 * SNUG_SEED does the same again, SNUG_STEPS does more.
 */
import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import type { NativeGuest } from '../../../e2e/peers/native-guest.ts'
import { NativeWorld } from '../../../e2e/peers/native-world.ts'
import { patienceMs } from '../../../e2e/peers/patience.ts'
import { asStored, expectedStore, presentMessages, shownAs } from '../../../e2e/peers/present-messages.ts'
import { mark, RandomActs } from '../../../e2e/peers/random-acts.ts'
import { seededRandom } from '../../../e2e/peers/seeded-random.ts'
import { isFor, type LogEvent } from '../common/native/log-event.ts'
import { actorOf } from '../common/native/logged-changes.ts'

const seed = Number(process.env['SNUG_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const steps = Number(process.env['SNUG_STEPS'] ?? 500)
/** After so many steps everything is mended, and everything has to be right. */
const stepsInRound = 25

/** Nobody is too fast, and a connection that is stalled is soon given up. */
const limits = { floodBurst: Infinity, floodPerSecond: Infinity, pingMs: 500, dropMs: 2000 }
const nicknames = ['Amara', 'Bö', '健司']
/** Who is here when everything is right. */
const everybody = rosterOf([
  { nickname: 'Hana', kind: 'host' },
  { nickname: 'carol', kind: 'classic' },
  ...nicknames.map((nickname) => ({ nickname, kind: 'native' })),
])

const randomActs = new RandomActs(seededRandom(seed), (world) => {
  expect(world.stored().map(asStored)).toEqual(expectedStore(world.log))
})

/** Mends everything, and waits until everybody has everything. */
async function settle(world: NativeWorld): Promise<void> {
  randomActs.done.push('SETTLE')
  await world.mend()
  await world.letCarolIn()
  await world.until(
    () => world.isCarolHere && world.guests.every((guest) => whatIsMissing(world, guest) === null),
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
  for (const { id, text, author } of messages)
    if (author.kind !== 'classic') expect(text).toBe(randomActs.texts.get(id))
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
  const id = randomActs.someId()
  guest?.say(id, randomActs.someText(id))
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
        await randomActs.step(world)
        if (count % stepsInRound > 0 && count < steps) continue
        await settle(world)
        await checkReceipts(world)
        await settle(world)
        checkLog(world)
        for (const guest of world.guests) checkWindow(world, guest)
        await checkCarol(world)
      }
    } catch (error) {
      throw new Error(
        `With SNUG_SEED=${seed}, after ${randomActs.done.slice(randomActs.done.lastIndexOf('SETTLE', -2) + 1).join(', ')}`,
        {
          cause: error,
        },
      )
    }
  },
  patienceMs + steps * 2000,
)
