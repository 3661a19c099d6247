/**
 * The real host program, killed at any moment: whatever anybody was told is in its file, and when it is back everybody
 * has everything once and in the same order, what was under way included.
 *
 * SNUG_SEED does the same again, as far as the computer's own timing allows, SNUG_CRASH_POINTS does more.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CrashingRoom, type Moment } from '../../../e2e/peers/crashing-room.ts'
import { HostProcess } from '../../../e2e/peers/host-process.ts'
import { patienceMs } from '../../../e2e/peers/patience.ts'
import type { ReturningGuest } from '../../../e2e/peers/returning-guest.ts'
import { seededRandom } from '../../../e2e/peers/seeded-random.ts'

const seed = Number(process.env['SNUG_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const points = Number(process.env['SNUG_CRASH_POINTS'] ?? 200)
/** After so many kills a new room begins: one that keeps thousands of messages is slow to go through. */
const pointsInRoom = 40
/** The first one only listens. */
const nicknames = ['Mia', 'Amara', 'Bö']
/** Once in every message that is said here. */
const mark = /\[[cm]\d+\]/g
/** About 2 ms. */
const mostTurns = 1000

const random = seededRandom(seed)
const done: string[] = []
const texts = new Map<string, string>()

let cache: string
beforeAll(async () => {
  cache = mkdtempSync(path.join(tmpdir(), 'snug-cache-'))
  await HostProcess.warmUp(cache)
})
afterAll(() => rmSync(cache, { recursive: true }))

function below(end: number): number {
  return Math.floor(random() * end)
}

function oneOf<const Value>(values: readonly [Value, ...Value[]]): Value {
  return values[below(values.length)] ?? values[0]
}

/** Something to say that no ASCII and no single line could, sometimes too long for one classic write. */
function compose(mark: string): string {
  const text = `${mark} é 😀\n${'„wörter“ '.repeat(random() < 0.05 ? 200 : 1)}.`
  texts.set(mark, text)
  return text
}

function someMoment(): Moment {
  const news = oneOf(['nothing', 'acknowledgement', 'acknowledgement', 'message', 'message', 'page'])
  // Short ones are as likely as long ones.
  const turns = Math.floor(mostTurns ** random()) - 1
  return { news, count: 1 + below(news === 'page' ? 3 : 50), turns }
}

/** Lets everybody talk, lets others come at times, kills the host meanwhile, and checks its file. */
async function crash(room: CrashingRoom): Promise<void> {
  const moment = someMoment()
  // One at a time, some at once, or more than may be under way.
  const window = oneOf([1, 8, 80])
  const comes = oneOf(['nobody', 'nobody', 'carol', 'a visitor', 'a visitor who scrolls back'])
  done.push(`${JSON.stringify(moment)} window ${window}, ${comes}`)
  if (comes === 'carol') room.letCarolIn()
  if (comes === 'a visitor') room.letVisitorIn(2000)
  if (comes === 'a visitor who scrolls back') room.letVisitorIn(10)
  room.talk(window)
  await room.crash(moment)
  checkFile(room)
  // What is said while nobody hears it waits.
  if (random() < 0.3) room.guests[1]?.say()
  await room.start()
}

/** Whatever anybody was told is in the file, once, in the order in which it was told, and nothing that nobody said. */
function checkFile(room: CrashingRoom): void {
  const { everybody, classicTexts } = room
  const messages = room.stored().flatMap((event) => (event.type === 'message' ? [event] : []))
  const stored = new Map(messages.map(({ id, text }) => [id, text]))
  expect(stored.size).toBe(messages.length)
  const marks = messages.flatMap(({ text }) => text.match(mark) ?? [])
  expect(marks).toHaveLength(messages.length)
  expect(new Set(marks).size).toBe(marks.length)
  for (const { text, author } of messages) {
    if (author.kind === 'native') expect(text).toBe(texts.get(text.match(mark)?.[0] ?? ''))
  }
  for (const { acknowledged, messages } of everybody) {
    expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([])
    for (const { id, text, delivery } of messages) {
      if (delivery.state === 'received') expect(stored.get(id)).toBe(text)
    }
  }
  const heard = classicTexts.flatMap((text) => text.match(mark) ?? [])
  expect(heard.filter((one) => !marks.includes(one))).toEqual([])
  const told = idsOf(listenerOf(room))
  expect([...stored.keys()].slice(0, told.length)).toEqual(told)
}

/** Everybody has everything that was said, once and in the same order. */
function checkWindows(room: CrashingRoom): void {
  const listener = listenerOf(room)
  const all = idsOf(listener)
  const authors = new Map(listener.messages.map(({ id, author }) => [id, author.nickname]))
  expect(authors.size).toBe(all.length)
  for (const guest of room.everybody) {
    const { nickname, said, complaints, messages } = guest
    expect(complaints).toEqual([])
    // Own messages stand where they were said, which may be before others that the log has first.
    const foreign = messages.filter(({ own }) => !own)
    expect(foreign.map(({ id }) => id)).toEqual(all.filter((id) => authors.get(id) !== nickname))
    expect(messages.filter(({ own }) => own).map(({ id }) => id)).toEqual(said)
    expect(all.filter((id) => authors.get(id) === nickname)).toEqual(said)
  }
}

function listenerOf({ guests: [listener] }: CrashingRoom): ReturningGuest {
  if (!listener) throw new Error('Nobody is in the room.')
  return listener
}

function idsOf({ messages }: ReturningGuest): string[] {
  return messages.map(({ id }) => id)
}

test(
  `whenever the host is killed, nothing is lost, doubled or shuffled (SNUG_SEED=${seed} SNUG_CRASH_POINTS=${points})`,
  async () => {
    try {
      for (let left = points; left > 0; left -= pointsInRoom) {
        done.push('A NEW ROOM')
        await using room = await CrashingRoom.open({ cache, nicknames, compose })
        for (let count = Math.min(left, pointsInRoom); count > 0; count -= 1) {
          await crash(room)
          // Sometimes the next kill comes while everybody is still on the way back.
          if (count > 1 && random() < 0.3) continue
          await room.settle()
          checkWindows(room)
          if (random() < 0.5) await room.letVisitorGo()
        }
      }
    } catch (error) {
      throw new Error(`With SNUG_SEED=${seed}, after\n${done.slice(-5).join('\n')}`, { cause: error })
    }
  },
  points * patienceMs,
)
