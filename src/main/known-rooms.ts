/** Who the person is, and the rooms that they can go back to: what outlives a start, and what the window offers again. */
import { isDeepStrictEqual } from 'node:util'
import type { HostedBefore, Profile, RecentRoom } from '../core/common/ipc-contract.ts'
import { hostedKey, joinedKey, remembered } from '../core/common/known-rooms.ts'
import type { Outboxes } from './outboxes.ts'
import { openKey, type Settings, type SettingsFile } from './settings-file.ts'

/** How many rooms of each kind are offered again. */
const mostOffered = 12

export interface KnownRoomsOptions {
  readonly settings: SettingsFile
  readonly outboxes: Outboxes
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Something about it has changed. */
  readonly changed: (profile: Profile) => void
}

export class KnownRooms {
  readonly #options: KnownRoomsOptions

  constructor(options: KnownRoomsOptions) {
    this.#options = options
  }

  get profile(): Profile {
    const { nickname, recents, hosted } = this.#settings
    const { outboxes } = this.#options
    return {
      nickname,
      recents: recents.map((recent) => Object.assign({}, recent, { waiting: outboxes.waitingAt(recent.address) })),
      hosted,
    }
  }

  rename(nickname: string): void {
    this.#update({ nickname })
  }

  /** A room elsewhere has been entered, under a name that is not known yet. */
  joined(room: Pick<RecentRoom, 'address' | 'nickname' | 'asciiOnly'>): void {
    const { recents } = this.#settings
    const others = recents.filter(({ address }) => address !== room.address)
    const recent = { ...room, name: room.address, lastJoinedAt: this.#options.clock() }
    const kept = remembered([recent, ...others], mostOffered, ({ address }) => {
      return this.#isHeld(joinedKey(address)) || this.#options.outboxes.waitingAt(address) > 0
    })
    this.#update({ nickname: room.nickname, recents: kept })
  }

  /** A room at an address has said what it is called. */
  named(address: string | undefined, name: string): void {
    this.#amend(address, { name })
  }

  /** The person has taken another name in the room at an address: the next visit is under that one. */
  renamedAt(address: string, nickname: string): void {
    this.#amend(address, { nickname })
  }

  /** A room has been opened here. */
  hosted(room: Omit<HostedBefore, 'lastHostedAt'>): void {
    const others = this.#hostedBesides(room.name)
    const kept = remembered([{ ...room, lastHostedAt: this.#options.clock() }, ...others], mostOffered, ({ name }) =>
      this.#isHeld(hostedKey(name)),
    )
    this.#update({ nickname: room.nickname, hosted: kept })
  }

  /** The ports of the rooms that were opened here under other names. */
  portsBesides(name: string): readonly number[] {
    return this.#hostedBesides(name).map(({ port }) => port)
  }

  /** How a room of this name was hosted last. */
  hostedAs(name: string): Settings['hosted'][number] | undefined {
    return this.#settings.hosted.find((hosted) => hostedKey(hosted.name) === hostedKey(name))
  }

  /** Who may come into a room that is hosted here has been decided anew: the next time it is opened like that. */
  decidedHere(name: string, decided: Partial<Pick<HostedBefore, 'nativeOnly' | 'exposure'>>): void {
    const known = this.hostedAs(name)
    if (!known) return
    const before = { nativeOnly: false, ...known }
    const amended = { ...before, ...decided }
    if (isDeepStrictEqual(amended, before)) return
    const { hosted } = this.#settings
    this.#update({ hosted: hosted.with(hosted.indexOf(known), amended) })
  }

  forgetJoined(address: string): void {
    this.#update({ recents: this.#settings.recents.filter((recent) => recent.address !== address) })
  }

  forgetHosted(name: string): void {
    this.#update({ hosted: this.#hostedBesides(name) })
  }

  /** More or less waits to be sent than before. */
  recount(): void {
    this.#options.changed(this.profile)
  }

  #amend(address: string | undefined, change: Partial<Pick<RecentRoom, 'name' | 'nickname'>>): void {
    const { recents } = this.#settings
    const known = recents.find((recent) => recent.address === address)
    if (!known) return
    const amended = { ...known, ...change }
    if (amended.name === known.name && amended.nickname === known.nickname) return
    this.#update({ recents: recents.with(recents.indexOf(known), amended) })
  }

  #hostedBesides(name: string): Settings['hosted'] {
    return this.#settings.hosted.filter((other) => hostedKey(other.name) !== hostedKey(name))
  }

  /** Whether a room is not forgotten, however many others there are. */
  #isHeld(key: string): boolean {
    const { preferences, open } = this.#settings
    return preferences.rooms.favourites.includes(key) || open.some((room) => openKey(room) === key)
  }

  get #settings(): Settings {
    return this.#options.settings.current
  }

  #update(change: Partial<Pick<Settings, 'nickname' | 'recents' | 'hosted'>>): void {
    this.#options.settings.update(change)
    this.#options.changed(this.profile)
  }
}
