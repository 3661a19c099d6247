/** Which identity colour each person of a room has: a different one each, as long as there are enough. Pure. */
import type { Entry, RoomState } from '../../core/common/room.ts'
import type { RoomEvent } from '../../core/common/room-event.ts'
import { identityColour, identityColours, identityKey } from '../view/identity.ts'

/**
 * Numbers of colours by {@link identityKey}. Whoever has one keeps it as long as the room is open; only one who comes back finds
 * another, if somebody has it who is there by then.
 */
export type Colours = ReadonlyMap<string, number>

export const noColours: Colours = new Map()

/** How many names a room remembers a colour for. Those who are there are never forgotten. */
const mostNames = 10_000

/** The colours of a room that has just been opened, or is seen anew with those known `before`. */
export function coloursOf(room: RoomState, before: Colours = noColours): Colours {
  return withNames(before, room, new Set(), authorsOf(room.entries))
}

/**
 * The colours after some events. Whoever takes another name takes their colour along.
 *
 * @param before the room without the events
 * @param after the room with them
 */
export function coloursAfter(
  colours: Colours,
  before: RoomState,
  after: RoomState,
  events: readonly RoomEvent[],
): Colours {
  const kept = events.reduce((known, event) => renamed(known, before, event), colours)
  const authors = events.flatMap(authorsIn)
  const isOfPeople = events.some(({ type }) => peopleEvents.has(type))
  if (!isOfPeople && authors.every((name) => kept.has(identityKey(name)))) return kept
  return withNames(kept, after, new Set(presentIn(before)), authors)
}

/** The number of a nickname's colour. */
export function colourIn(colours: Colours, nickname: string): number {
  return colours.get(identityKey(nickname)) ?? identityColour(nickname)
}

function renamed(colours: Colours, before: RoomState, event: RoomEvent): Colours {
  const names = renamedIn(before, event)
  if (!names || identityKey(names.from) === identityKey(names.to)) return colours
  const colour = colours.get(identityKey(names.from))
  return colour === undefined ? colours : new Map(colours).set(identityKey(names.to), colour)
}

function renamedIn({ self, people }: RoomState, event: RoomEvent): { from: string; to: string } | null {
  if (event.type === 'self.renamed') return { from: self.nickname, to: event.nickname }
  if (event.type !== 'person.changed') return null
  const from = people.find(({ id }) => id === event.person.id)?.nickname
  return from === undefined ? null : { from, to: event.person.nickname }
}

/** After these, somebody else may be there, or by another name. */
const peopleEvents: ReadonlySet<RoomEvent['type']> = new Set([
  'person.joined',
  'person.changed',
  'people.reset',
  'people.added',
  'self.renamed',
])

/** In the order in which they came, which is the same in each window: of two, who was there first chooses first. */
function presentIn({ people, self, role }: RoomState): string[] {
  const others = people.filter(({ id }) => id !== self.personId).map(({ nickname }) => nickname)
  const names = role.kind === 'host' ? [self.nickname, ...others] : [...others, self.nickname]
  return [...new Set(names.map(identityKey))]
}

function authorsIn(event: RoomEvent): readonly string[] {
  if (event.type === 'message.added') return [event.message.author.nickname]
  return event.type === 'history.loaded' ? authorsOf(event.entries) : []
}

/** Who spoke last is nearest, and chooses first. */
function authorsOf(entries: readonly Entry[]): string[] {
  return entries.toReversed().flatMap((entry) => (entry.kind === 'message' ? [entry.author.nickname] : []))
}

/**
 * Gives each who comes the colour that suits their name, if nobody who is there has it, or else the next one that fewest of
 * those have. Who is not there counts for nothing: another window may not know of them, and should come to the same.
 *
 * @param settled who was there before, and keeps their colour; by {@link identityKey}
 */
function withNames(
  colours: Colours,
  room: RoomState,
  settled: ReadonlySet<string>,
  authors: readonly string[],
): Colours {
  const next = new Map(colours)
  const present = presentIn(room)
  const uses = Array.from({ length: identityColours }, () => 0)
  const settle = (key: string, colour: number): void => {
    next.set(key, colour)
    uses[colour] = (uses[colour] ?? 0) + 1
  }
  const keeps = (key: string): boolean => settled.has(key) && colours.has(key)
  for (const key of present) if (keeps(key)) settle(key, colours.get(key) ?? 0)
  for (const key of present) if (!keeps(key)) settle(key, leastUsed(uses, colours.get(key) ?? identityColour(key)))
  for (const key of authors.map(identityKey)) if (!next.has(key)) next.set(key, leastUsed(uses, identityColour(key)))
  forgetSome(next, new Set(present))
  return isSame(next, colours) ? colours : next
}

function forgetSome(colours: Map<string, number>, present: ReadonlySet<string>): void {
  if (colours.size <= mostNames) return
  for (const key of colours.keys()) if (colours.size > mostNames && !present.has(key)) colours.delete(key)
}

function isSame(one: Colours, other: Colours): boolean {
  return one.size === other.size && [...one].every(([key, colour]) => other.get(key) === colour)
}

/** The first colour of the fewest uses, from the preferred one on. */
function leastUsed(uses: readonly number[], preferred: number): number {
  const least = Math.min(...uses)
  const step = uses.findIndex((_, index) => uses[(preferred + index) % uses.length] === least)
  return (preferred + step) % uses.length
}
