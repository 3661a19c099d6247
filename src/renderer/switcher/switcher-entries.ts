/** What one can go to from the switcher, and which of it is meant by a few letters. Pure. */
import fuzzysort from 'fuzzysort'
import type { Person, RoomState } from '../../core/common/room.ts'
import type { SettingPlace } from '../settings/setting-places.ts'
import { nameOf, type KnownBefore } from '../store/known-rooms.ts'

/** Something that can be done now, in the language that is spoken. */
export interface SwitcherCommand {
  readonly id: string
  readonly words: string
  /** What stands beside it: its keys, or what it is about. */
  readonly detail: string
  /** Other words that mean it. */
  readonly also: string
  readonly act: () => void
}

export type SwitcherEntry = {
  readonly id: string
  readonly words: string
  readonly detail: string
  /** Other words that find it. */
  readonly also?: string
} & (
  | { readonly kind: 'room'; readonly roomId: string }
  /** `isDirect`: one can write to them alone. */
  | {
      readonly kind: 'person'
      readonly roomId: string
      readonly person: Pick<Person, 'id' | 'nickname'>
      readonly isDirect: boolean
    }
  | { readonly kind: 'recent'; readonly known: KnownBefore }
  | { readonly kind: 'command'; readonly act: () => void }
  | { readonly kind: 'setting'; readonly place: SettingPlace }
)

export interface Destinations {
  readonly rooms: readonly RoomState[]
  readonly active: RoomState | null
  /** Those that are not open. */
  readonly before: readonly KnownBefore[]
  readonly commands: readonly SwitcherCommand[]
  readonly settings: readonly SettingPlace[]
}

/** How many are shown; whoever looks for more types more. */
const mostShown = 50
/** How many people are shown to somebody who has typed nothing, so that what comes after them is seen. */
const mostPeople = 10

/** What one goes to comes before what one does, where letters mean both alike. */
const weights: Readonly<Record<SwitcherEntry['kind'], number>> = {
  room: 1,
  person: 1,
  recent: 0.95,
  command: 0.9,
  setting: 0.85,
}

/** What has the letters in its own words comes before what is found by what stands beside it, and by other words. */
const unnamedWeight = 0.8

function weightOf(entry: SwitcherEntry): number {
  // Sections come before what is in them.
  return weights[entry.kind] - (isField(entry) ? 0.05 : 0)
}

/** Whether an entry has the letters in its words, which are the first of the keys. */
function isNamed([words]: readonly { readonly score: number }[]): boolean {
  return words !== undefined && words.score > 0
}

/** Everything that there is to go to. The room that is shown comes last of the rooms: one is there already. */
export function entriesOf({ rooms, active, before, commands, settings }: Destinations): readonly SwitcherEntry[] {
  const others = rooms.filter((room) => room !== active)
  const shown = active ? [active] : []
  return [
    ...[...others, ...shown].map(roomEntry),
    ...[...shown, ...others].flatMap(peopleOf),
    ...before.map(recentEntry),
    ...commands.map(({ id, ...command }) => ({ kind: 'command' as const, id: `command ${id}`, ...command })),
    ...settings.map((place) => settingEntry(place, settings)),
  ]
}

function roomEntry({ id, name, addresses: [address = ''] }: RoomState): SwitcherEntry {
  return { kind: 'room', id: `room ${id}`, words: name, detail: address === name ? '' : address, roomId: id }
}

/** Everybody else in it. Who is in a room that one is not in any more, nobody knows. */
function peopleOf({ id: roomId, name, people, self, connection, abilities }: RoomState): readonly SwitcherEntry[] {
  if (connection.status === 'closed') return []
  return people
    .filter(({ id }) => id !== self.personId)
    .map(({ id, nickname }) => ({
      kind: 'person',
      id: `person ${roomId} ${id}`,
      words: nickname,
      detail: name,
      roomId,
      person: { id, nickname },
      isDirect: abilities.includes('direct'),
    }))
}

function recentEntry(known: KnownBefore): SwitcherEntry {
  const { address, name } = known.kind === 'joined' ? known.recent : { address: '', name: '' }
  return {
    kind: 'recent',
    id: `recent ${known.key}`,
    words: nameOf(known),
    detail: address === name ? '' : address,
    known,
  }
}

/** A field has the name of its section beside it. */
function settingEntry(place: SettingPlace, all: readonly SettingPlace[]): SwitcherEntry {
  const { section, field, words, also } = place
  const whole = field === undefined ? undefined : all.find((other) => other.section === section)
  return { kind: 'setting', id: `setting ${section} ${field ?? ''}`, words, detail: whole?.words ?? '', also, place }
}

/** What the letters may mean, the best first; if there are none, in its order what is worth a look. */
export function matching(entries: readonly SwitcherEntry[], typed: string): readonly SwitcherEntry[] {
  const wanted = typed.trim()
  if (wanted === '') return overview(entries)
  const found = fuzzysort.go(wanted, entries, {
    keys: ['words', findableDetail, (entry: SwitcherEntry) => entry.also ?? ''],
    limit: mostShown,
    threshold: 0.3,
    scoreFn: (result) => result.score * weightOf(result.obj) * (isNamed(result) ? 1 : unnamedWeight),
  })
  // What is as good as another stays in its order; the search leaves it in any.
  const places = new Map(entries.map((entry, place) => [entry, place]))
  const placeOf = ({ obj }: { readonly obj: SwitcherEntry }): number => places.get(obj) ?? 0
  return found.toSorted((one, other) => other.score - one.score || placeOf(one) - placeOf(other)).map(({ obj }) => obj)
}

/** Keys of commands are signs, not names; and the name of a room means the room, not everybody in it. */
function findableDetail({ kind, detail }: SwitcherEntry): string {
  return kind === 'command' || kind === 'person' ? '' : detail
}

/** A few of the people, and of the settings the sections. */
function overview(entries: readonly SwitcherEntry[]): readonly SwitcherEntry[] {
  const people = new Set(entries.filter(({ kind }) => kind === 'person').slice(mostPeople))
  return entries.filter((entry) => !people.has(entry) && !isField(entry))
}

function isField(entry: SwitcherEntry): boolean {
  return entry.kind === 'setting' && entry.place.field !== undefined
}
