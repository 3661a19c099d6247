/** What the host has laid down for a room: its name, its topic, its pace, and who may write or come in. */
import { describeDuration } from '../common/duration.ts'
import type { NativePerson } from '../common/native/log-event.ts'
import { type LoggedBan, parseRules, type Rules } from '../common/native/stored-rules.ts'
import type { Ban } from '../common/room.ts'
import { isSameNetwork } from './network-interfaces.ts'
import type { RoomLog } from './room-log.ts'

/** So many posts in a row may be one long text. */
const mostParts = 16

interface Spoken {
  readonly at: number
  /** Which part it is of one text. */
  readonly part: number
  /** Whether it may be cut off where another part begins. */
  readonly isOpen: boolean
}

export class HouseRules {
  readonly #log: Pick<RoomLog, 'saveRules'>
  readonly #now: () => number
  /** What each person said last, while the room is slow. */
  readonly #spoken = new Map<string, Spoken>()
  /** From where classic clients are muted, whoever they say they are, until the room closes. */
  readonly #mutedHosts = new Set<string>()
  #rules: Rules

  /** @param now milliseconds since some moment */
  constructor(log: Pick<RoomLog, 'rules' | 'saveRules'>, now: () => number) {
    this.#log = log
    this.#now = now
    this.#rules = parseRules(log.rules)
  }

  /** Empty if nobody has named it. */
  get name(): string {
    return this.#rules.name
  }

  get topic(): string {
    return this.#rules.topic
  }

  get slowSeconds(): number {
    return this.#rules.slowSeconds
  }

  /** Whether classic clients are turned away. */
  get nativeOnly(): boolean {
    return this.#rules.nativeOnly
  }

  /** Newest first. */
  get bans(): readonly Ban[] {
    return this.#rules.bans.map(({ personId, ...ban }) => ({ ...ban, byKey: personId !== null }))
  }

  setName(name: string): void {
    if (name !== this.name) this.#change({ name })
  }

  setTopic(topic: string): void {
    this.#change({ topic })
  }

  setNativeOnly(nativeOnly: boolean): void {
    if (nativeOnly !== this.nativeOnly) this.#change({ nativeOnly })
  }

  slow(slowSeconds: number): void {
    this.#spoken.clear()
    this.#change({ slowSeconds })
  }

  isMuted(personId: string): boolean {
    return this.mutedName(personId) !== null
  }

  /** What somebody who is muted was called then, and has to be called; null if they are not. */
  mutedName(personId: string): string | null {
    return this.#rules.muted.find((muted) => muted.personId === personId)?.nickname ?? null
  }

  mute({ id: personId, nickname }: Pick<NativePerson, 'id' | 'nickname'>): void {
    this.#change({ muted: [...this.#othersMuted(personId), { personId, nickname }] })
  }

  unmute(personId: string): void {
    this.#change({ muted: this.#othersMuted(personId) })
  }

  /** Whether classic clients from there, who have nothing else to be known by, are muted. */
  isHostMuted(host: string): boolean {
    return [...this.#mutedHosts].some((muted) => isSameNetwork(muted, host))
  }

  muteHost(host: string, on: boolean): void {
    if (on) this.#mutedHosts.add(host)
    else for (const muted of this.#mutedHosts) if (isSameNetwork(muted, host)) this.#mutedHosts.delete(muted)
  }

  ban(ban: LoggedBan): void {
    this.#change({ bans: [ban, ...this.#rules.bans] })
  }

  /** False if there is no such ban. */
  unban(id: string): boolean {
    const bans = this.#rules.bans.filter((ban) => ban.id !== id)
    if (bans.length === this.#rules.bans.length) return false
    this.#change({ bans })
    return true
  }

  /** Whether nobody may come in from there, or from the same network if it is IPv6. */
  isAddressBanned(address: string): boolean {
    return this.#rules.bans.some((ban) => ban.address !== null && isSameNetwork(ban.address, address))
  }

  isPersonBanned(personId: string): boolean {
    return this.#rules.bans.some((ban) => ban.personId === personId)
  }

  /**
   * Why somebody may not say anything at this moment, in a sentence; null if they may.
   *
   * @param isPost it may be the rest of a text that is too long for one message
   */
  faultOf(personId: string, isPost = false): string | null {
    if (this.isMuted(personId)) return 'The host has muted you in this room: you can read along, and not write.'
    const spoken = this.#spoken.get(personId)
    if (this.slowSeconds === 0 || spoken === undefined || (isPost && spoken.isOpen)) return null
    const waitMs = spoken.at + this.slowSeconds * 1000 - this.#now()
    if (waitMs <= 0) return null
    const pace = describeDuration(this.slowSeconds * 1000)
    return `This room is slow: one message in ${pace}. Send it again in ${describeDuration(Math.ceil(waitMs / 1000) * 1000)}.`
  }

  /**
   * Somebody has said something.
   *
   * @param isFull it is as long as a message may be: what they post next is the rest of the same text
   */
  spoke(personId: string, isFull = false): void {
    if (this.slowSeconds === 0) return
    const now = this.#now()
    const last = this.#spoken.get(personId)
    for (const [id, { at }] of this.#spoken) {
      // They are in the order in which people spoke.
      if (now - at < this.slowSeconds * 1000) break
      this.#spoken.delete(id)
    }
    const part = last?.isOpen ? last.part + 1 : 1
    this.#spoken.delete(personId)
    this.#spoken.set(personId, { at: now, part, isOpen: isFull && part < mostParts })
  }

  /** Somebody is not known here any more, as a classic client that has gone. */
  forget(personId: string): void {
    if (this.isMuted(personId)) this.unmute(personId)
    this.#spoken.delete(personId)
  }

  #othersMuted(personId: string): Rules['muted'] {
    return this.#rules.muted.filter((muted) => muted.personId !== personId)
  }

  #change(change: Partial<Rules>): void {
    this.#rules = { ...this.#rules, ...change }
    this.#log.saveRules(this.#rules)
  }
}
