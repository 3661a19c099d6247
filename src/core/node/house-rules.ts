/** What the host has laid down for a room: its topic, its pace, and who may write or come in. */
import { describeDuration } from '../common/duration.ts'
import { type LoggedBan, parseRules, type Rules } from '../common/native/stored-rules.ts'
import type { Ban } from '../common/room.ts'
import { isSameNetwork } from './network-interfaces.ts'
import type { RoomLog } from './room-log.ts'

export class HouseRules {
  readonly #log: Pick<RoomLog, 'saveRules'>
  readonly #clock: () => number
  /** When each person said something last, while the room is slow. */
  readonly #spokenAt = new Map<string, number>()
  /** From where classic clients are muted, whoever they say they are, until the room closes. */
  readonly #mutedHosts = new Set<string>()
  #rules: Rules

  constructor(log: Pick<RoomLog, 'rules' | 'saveRules'>, clock: () => number) {
    this.#log = log
    this.#clock = clock
    this.#rules = parseRules(log.rules)
  }

  get topic(): string {
    return this.#rules.topic
  }

  get slowSeconds(): number {
    return this.#rules.slowSeconds
  }

  /** Newest first. */
  get bans(): readonly Ban[] {
    return this.#rules.bans.map(({ personId, ...ban }) => ({ ...ban, byKey: personId !== null }))
  }

  setTopic(topic: string): void {
    this.#change({ topic })
  }

  slow(slowSeconds: number): void {
    this.#spokenAt.clear()
    this.#change({ slowSeconds })
  }

  isMuted(personId: string): boolean {
    return this.#rules.muted.includes(personId)
  }

  mute(personId: string, on: boolean): void {
    const others = this.#rules.muted.filter((id) => id !== personId)
    this.#change({ muted: on ? [...others, personId] : others })
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

  /** Why somebody may not say anything at this moment, in a sentence; null if they may. */
  faultOf(personId: string): string | null {
    if (this.isMuted(personId)) return 'The host has muted you in this room: you can read along, and not write.'
    const spokenAt = this.#spokenAt.get(personId)
    if (this.slowSeconds === 0 || spokenAt === undefined) return null
    const waitMs = spokenAt + this.slowSeconds * 1000 - this.#clock()
    if (waitMs <= 0) return null
    const pace = describeDuration(this.slowSeconds * 1000)
    return `This room is slow: one message in ${pace}. Send it again in ${describeDuration(Math.ceil(waitMs / 1000) * 1000)}.`
  }

  /** Somebody has said something. */
  spoke(personId: string): void {
    if (this.slowSeconds === 0) return
    const now = this.#clock()
    for (const [id, at] of this.#spokenAt) {
      // They are in the order in which people spoke.
      if (now - at < this.slowSeconds * 1000) break
      this.#spokenAt.delete(id)
    }
    this.#spokenAt.delete(personId)
    this.#spokenAt.set(personId, now)
  }

  /** Somebody is not known here any more, as a classic client that has gone. */
  forget(personId: string): void {
    if (this.isMuted(personId)) this.mute(personId, false)
    this.#spokenAt.delete(personId)
  }

  #change(change: Partial<Rules>): void {
    this.#rules = { ...this.#rules, ...change }
    this.#log.saveRules(this.#rules)
  }
}
