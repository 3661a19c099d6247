/** Which identity colour each person of a room has: a different one each, as long as there are enough. Pure. */
import type { Entry, RoomEvent, RoomState } from '../../core/common/room.ts'
import { identityColour, identityColours, identityKey } from '../view/identity.ts'

/** Numbers of colours by {@link identityKey}. Whoever has one keeps it as long as the room is open, gone or not. */
export type Colours = ReadonlyMap<string, number>

export const noColours: Colours = new Map()

/** How many names a room remembers a colour for. Those who are there are never forgotten. */
const mostNames = 10_000

/** The colours of a room that has just been opened, or is seen anew with those known `before`. */
export function coloursOf(room: RoomState, before: Colours = noColours): Colours {
  const present = room.people.map(({ nickname }) => nickname)
  return withNames(before, room, [room.self.nickname, ...present, ...authorsOf(room.entries)])
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
  return withNames(kept, after, events.flatMap(namesIn))
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

/** Who has come, or has spoken. */
function namesIn(event: RoomEvent): readonly string[] {
  if (event.type === 'person.joined' || event.type === 'person.changed') return [event.person.nickname]
  if (event.type === 'people.reset') return event.people.map(({ nickname }) => nickname)
  if (event.type === 'self.renamed') return [event.nickname]
  if (event.type === 'message.added') return [event.message.author.nickname]
  return event.type === 'history.loaded' ? authorsOf(event.entries) : []
}

/** Who spoke last is nearest, and chooses first. */
function authorsOf(entries: readonly Entry[]): string[] {
  return entries.toReversed().flatMap((entry) => (entry.kind === 'message' ? [entry.author.nickname] : []))
}

/** Gives each new name a colour: its own if nobody has it, or else the next one that fewest of those present have. */
function withNames(colours: Colours, room: RoomState, names: readonly string[]): Colours {
  const fresh = [...new Set([...new Set(names)].map(identityKey))].filter((key) => !colours.has(key))
  if (fresh.length === 0) return colours
  const next = new Map(colours)
  const present = new Set([room.self, ...room.people].map(({ nickname }) => identityKey(nickname)))
  const uses = Array.from({ length: identityColours }, () => 0)
  const use = (key: string, colour: number): void => {
    // One who is there counts for more than all who are not.
    uses[colour] = (uses[colour] ?? 0) + (present.has(key) ? 1_000_000 : 1)
  }
  for (const [key, colour] of next) use(key, colour)
  for (const key of fresh) {
    const colour = leastUsed(uses, identityColour(key))
    next.set(key, colour)
    use(key, colour)
  }
  for (const key of next.keys()) if (next.size > mostNames && !present.has(key)) next.delete(key)
  return next
}

/** The first colour of the fewest uses, from the preferred one on. */
function leastUsed(uses: readonly number[], preferred: number): number {
  const least = Math.min(...uses)
  const step = uses.findIndex((_, index) => uses[(preferred + index) % uses.length] === least)
  return (preferred + step) % uses.length
}
