/** What one can go to from the switcher, and which of it is meant by a few letters. Pure. */
import fuzzysort from 'fuzzysort'
import type { Person, RoomState } from '../../core/common/room.ts'
import type { CommandId } from '../../core/common/shortcuts.ts'
import { nameOf, type KnownBefore } from '../store/known-rooms.ts'

/** What a command is called here; some have no keys. */
export type SwitcherCommand = Exclude<CommandId, 'switcher'> | 'away' | 'back'

export type SwitcherEntry = { readonly id: string; readonly words: string; readonly detail: string } & (
  | { readonly kind: 'room'; readonly roomId: string }
  | { readonly kind: 'person'; readonly roomId: string; readonly person: Pick<Person, 'id' | 'nickname'> }
  | { readonly kind: 'command'; readonly command: SwitcherCommand }
  | { readonly kind: 'recent'; readonly known: KnownBefore }
)

export interface Destinations {
  readonly rooms: readonly RoomState[]
  readonly active: RoomState | null
  /** Those that are not open. */
  readonly before: readonly KnownBefore[]
  /** In the language that is spoken. */
  readonly commands: readonly { readonly command: SwitcherCommand; readonly words: string; readonly keys: string }[]
}

/** How many are shown; whoever looks for more types more. */
const mostShown = 50

/** Everything that there is to go to. The room that is shown comes last of the rooms: one is there already. */
export function entriesOf({ rooms, active, before, commands }: Destinations): readonly SwitcherEntry[] {
  const elsewhere = [...rooms.filter((room) => room !== active), ...(active ? [active] : [])]
  return [
    ...elsewhere.map(({ id, name, addresses: [address = ''] }) => ({
      kind: 'room' as const,
      id: `room ${id}`,
      words: name,
      detail: address === name ? '' : address,
      roomId: id,
    })),
    ...peopleOf(active),
    ...commands.map(({ command, words, keys }) => ({
      kind: 'command' as const,
      id: `command ${command}`,
      words,
      detail: keys,
      command,
    })),
    ...before.map((known) => ({
      kind: 'recent' as const,
      id: `recent ${known.key}`,
      words: nameOf(known),
      detail: known.kind === 'joined' && known.recent.address !== known.recent.name ? known.recent.address : '',
      known,
    })),
  ]
}

/** Only those to whom one can write alone. */
function peopleOf(room: RoomState | null): readonly SwitcherEntry[] {
  if (!room || room.connection.status === 'closed' || !room.abilities.includes('direct')) return []
  return room.people
    .filter(({ id }) => id !== room.self.personId)
    .map(({ id, nickname }) => ({
      kind: 'person' as const,
      id: `person ${id}`,
      words: nickname,
      detail: '',
      roomId: room.id,
      person: { id, nickname },
    }))
}

/** What the letters may mean, the best first; everything in its order if there are none. */
export function matching(entries: readonly SwitcherEntry[], typed: string): readonly SwitcherEntry[] {
  const wanted = typed.trim()
  if (wanted === '') return entries.slice(0, mostShown)
  const found = fuzzysort.go(wanted, entries, {
    // Keys of commands are signs, not names.
    keys: ['words', (entry: SwitcherEntry) => (entry.kind === 'command' ? '' : entry.detail)],
    limit: mostShown,
    threshold: 0.3,
  })
  return found.map(({ obj }) => obj)
}
