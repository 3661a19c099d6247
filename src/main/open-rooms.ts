/** The rooms of this window that are open, hosted or joined: opened, found, remembered for the next start, left. */
import { isDeepStrictEqual } from 'node:util'
import type { AppEvent } from '../core/common/ipc-contract.ts'
import type { RoomDescription } from '../core/common/room.ts'
import type { KnownRooms } from './known-rooms.ts'
import type { OpenRoom } from './open-room.ts'
import type { OwnCopies } from './own-copies.ts'
import { RoomSession, type RoomActions } from './room-session.ts'
import { openKey, type RoomThatWasOpen, type SettingsFile } from './settings-file.ts'

export interface OpenRoomsOptions {
  readonly settings: SettingsFile
  readonly copies: OwnCopies
  readonly known: KnownRooms
  readonly publish: (event: AppEvent) => void
}

export class OpenRooms {
  readonly #options: OpenRoomsOptions
  readonly #sessions = new Map<string, RoomSession>()
  /** What the log of each is known by. */
  readonly #logIds = new Map<string, () => string | null>()
  /** Goodbyes under way, of rooms that are no longer listed. */
  readonly #goodbyes = new Set<Promise<void>>()
  /** Rooms that were open at the end, and are not again: still to be opened, or out of the question at this start. */
  #missing: readonly RoomThatWasOpen[] = []
  #isClosing = false

  constructor(options: OpenRoomsOptions) {
    this.#options = options
  }

  /** By their id in this window, in the order in which they were opened. */
  get sessions(): ReadonlyMap<string, RoomSession> {
    return this.#sessions
  }

  /** Whether all are being left, and none is opened any more. */
  get isClosing(): boolean {
    return this.#isClosing
  }

  /** These were open when the program ended: each is remembered until it is open again, or not wanted any more. */
  awaitReturnOf(rooms: readonly RoomThatWasOpen[]): void {
    this.#missing = rooms
  }

  /** A room is not wanted any more, whether it is open again or not. */
  forget(key: string): void {
    this.#missing = this.#missing.filter((room) => openKey(room) !== key)
    this.#remember()
  }

  /** The room of others at an address, as it is shown. */
  guestAt(address: string): RoomSession | undefined {
    return [...this.#sessions.values()].find(
      ({ state }) => state.role.kind === 'guest' && state.addresses.includes(address),
    )
  }

  /** Takes a room that was entered; one that came too late is left at once. Answers whether it is open. */
  open(room: OpenRoom): boolean {
    if (this.#isClosing) {
      this.#sayGoodbye(room.actions)
      return false
    }
    const { copies, known, publish } = this.#options
    const { id: roomId } = room.initial
    const initial = { ...room.initial, ...copies.begin(roomId, room), key: copies.keyFor(roomId) }
    const session = new RoomSession(initial, room.actions, (events) =>
      publish({ type: 'room.changed', roomId, events }),
    )
    this.#sessions.set(roomId, session)
    this.#logIds.set(roomId, room.logId)
    publish({ type: 'room.opened', room: session.state })
    this.#remember()
    room.start((body) => {
      session.record(body)
      copies.record(roomId, body)
      if (body.type === 'room.described') this.#onDescribed(session, body)
      if (body.type === 'exposure.changed') known.decidedHere(session.state.name, { exposure: body.exposure })
      if (body.type === 'connection.changed') this.#remember()
    })
    return true
  }

  /** Leaves a room; closes it for everybody if it is hosted here. False if it is not open. */
  leave(roomId: string): boolean {
    const session = this.#sessions.get(roomId)
    if (!session) return false
    this.#sessions.delete(roomId)
    this.#logIds.delete(roomId)
    session.close()
    this.#options.publish({ type: 'room.removed', roomId })
    this.#sayGoodbye(session.actions)
    this.#options.copies.end(roomId)
    this.#remember()
    return true
  }

  /** Waits until the rooms that have been left are closed: until then, a hosted one holds its folder. */
  async goodbyesSaid(): Promise<void> {
    await Promise.all(this.#goodbyes)
  }

  /** Leaves every room, closes the hosted ones for everybody, and waits for goodbyes that had begun before. */
  async close(): Promise<void> {
    this.#isClosing = true
    for (const roomId of this.#sessions.keys()) this.leave(roomId)
    await this.goodbyesSaid()
  }

  /** A room that was joined by its address is offered again under its name; another one that answers there has its own key. */
  #onDescribed(session: RoomSession, description: RoomDescription): void {
    const { id, role, addresses, key } = session.state
    const { known } = this.#options
    if (role.kind === 'guest') known.named(addresses[0], description.name)
    else known.decidedHere(description.name, { nativeOnly: description.nativeOnly })
    const keyNow = this.#options.copies.keyFor(id)
    if (keyNow !== key && role.kind === 'guest') session.record({ type: 'key.changed', key: keyNow })
    this.#remember()
  }

  /** Those that are open when the program ends are opened again when it starts. */
  #remember(): void {
    if (this.#isClosing) return
    const open = [...this.#sessions].flatMap(([roomId, { state }]): RoomThatWasOpen[] => {
      if (state.role.kind === 'host') return [{ kind: 'hosted', name: state.name }]
      // Who was sent away does not walk in again by a restart.
      if (state.connection.status === 'closed' && state.connection.isRemoved) return []
      return [{ kind: 'joined', address: state.addresses[0] ?? '', logId: this.#logIds.get(roomId)?.() ?? null }]
    })
    const keys = new Set(open.map(openKey))
    this.#missing = this.#missing.filter((room) => !keys.has(openKey(room)))
    const all = [...open, ...this.#missing]
    // A host may describe the room as often as it likes.
    if (!isDeepStrictEqual(all, this.#options.settings.current.open)) this.#options.settings.update({ open: all })
  }

  #sayGoodbye(actions: RoomActions): void {
    const goodbye = actions.leave().finally(() => {
      this.#goodbyes.delete(goodbye)
      // What had not been sent by then waits for the next visit.
      if (!this.#isClosing) this.#options.known.recount()
    })
    this.#goodbyes.add(goodbye)
  }
}
