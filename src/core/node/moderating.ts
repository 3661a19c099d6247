/** What only the host of a room can do, to people and to the room. Everybody whom it touches is told. */
import { assertNever } from '../common/assert-never.ts'
import { bannedPhrase, nativeOnlyPhrase, removedPhrase, withReason } from '../common/classic/phrases.ts'
import { likenessOf } from '../common/likeness.ts'
import type { NativePerson } from '../common/native/log-event.ts'
import { failure, success, type Result } from '../common/result.ts'
import type { Moderation } from '../common/room-act.ts'
import type { HouseRules } from './house-rules.ts'
import { isLoopback } from './network-interfaces.ts'
import type { LogEventBody } from './room-log.ts'

export interface ModeratingContext {
  readonly rules: HouseRules
  readonly people: ReadonlyMap<string, NativePerson>
  readonly clock: () => number
  createId(): string
  append(body: LogEventBody): void
  /** Brings what was appended on its way. */
  flush(): void
  change(person: NativePerson): void
  described(): void
  bansChanged(): void
  /** Where somebody is connected from. */
  addressOf(personId: string): string | undefined
  expel(personId: string, code: 'kicked' | 'banned', message: string): unknown
  /** Ends every connection from there, whoever it is. */
  expelFrom(address: string, message: string): void
  /** Ends every classic client. */
  expelClassic(message: string): void
}

type Ban = Extract<Moderation, { type: 'ban' }>
type Moderated = Extract<LogEventBody, { type: 'moderated' }>

export class Moderating {
  readonly #room: ModeratingContext

  constructor(room: ModeratingContext) {
    this.#room = room
  }

  /** The error says in a sentence why not. */
  perform(moderation: Moderation): Result<void, string> {
    switch (moderation.type) {
      case 'kick':
        return this.#withGuest(moderation.personId, (person) => this.#kick(person, moderation.reason))
      case 'ban':
        return this.#withGuest(moderation.personId, (person) => this.#ban(person, moderation))
      case 'mute':
      case 'unmute':
        return this.#withGuest(moderation.personId, (person) =>
          this.#mute(person, moderation.type === 'mute', moderation.reason),
        )
      case 'unban':
        if (!this.#room.rules.unban(moderation.banId)) return failure('They are let in already.')
        this.#room.bansChanged()
        return success(undefined)
      case 'slow':
        return this.#slow(moderation.seconds)
      case 'native-only':
        return this.#admit(moderation.on)
      default:
        return assertNever(moderation)
    }
  }

  #withGuest(personId: string, act: (person: NativePerson) => Result<void, string>): Result<void, string> {
    const person = this.#room.people.get(personId)
    if (!person) return failure('They are not in the room any more.')
    return person.kind === 'host' ? failure('This is you, the host.') : act(person)
  }

  #kick(person: NativePerson, reason: string): Result<void, string> {
    this.#tell('kicked', person, reason)
    this.#room.flush()
    this.#room.expel(person.id, 'kicked', withReason(removedPhrase, reason))
    return success(undefined)
  }

  #ban(person: NativePerson, { reason, byAddress }: Ban): Result<void, string> {
    const { id: personId, nickname, kind } = person
    const hasKey = kind === 'native'
    const from = this.#room.addressOf(personId)
    if (!hasKey && !byAddress) {
      return failure(
        `A classic client has nothing but its address to be known by. Ban the address, or remove ${nickname}.`,
      )
    }
    if (byAddress && (from === undefined || isLoopback(from))) {
      return failure(`${nickname} is on this computer, whose own address cannot be banned. Remove them instead.`)
    }
    const address = byAddress && from !== undefined ? from : null
    const { rules } = this.#room
    rules.ban({
      id: this.#room.createId(),
      nickname,
      at: this.#room.clock(),
      reason,
      personId: hasKey ? personId : null,
      address,
    })
    this.#tell('banned', person, reason)
    this.#room.flush()
    const message = withReason(bannedPhrase, reason)
    this.#room.expel(personId, 'banned', message)
    if (address !== null) this.#room.expelFrom(address, message)
    this.#room.bansChanged()
    return success(undefined)
  }

  #slow(seconds: number): Result<void, string> {
    if (seconds === this.#room.rules.slowSeconds) {
      return failure(seconds === 0 ? 'The room is not slow.' : 'The room is as slow as that already.')
    }
    this.#room.rules.slow(seconds)
    this.#room.append({ type: 'slowed', seconds })
    this.#room.described()
    return success(undefined)
  }

  #admit(nativeOnly: boolean): Result<void, string> {
    const { rules } = this.#room
    if (nativeOnly === rules.nativeOnly) {
      return failure(nativeOnly ? 'Classic clients are turned away already.' : 'Classic clients are let in already.')
    }
    rules.setNativeOnly(nativeOnly)
    if (nativeOnly) this.#room.expelClassic(nativeOnlyPhrase)
    this.#room.described()
    return success(undefined)
  }

  #mute(person: NativePerson, on: boolean, reason: string): Result<void, string> {
    const { rules } = this.#room
    const { id: personId, nickname } = person
    const { muted: _, ...others } = person
    const address = this.#room.addressOf(personId)
    // By the classic protocol, anybody could speak on from there. Whoever else is on this computer is not to be muted with them.
    const from = address === undefined || isLoopback(address) ? null : address
    if (rules.isMuted(personId) === on && (from === null || rules.isHostMuted(from) === on)) {
      return failure(on ? `${nickname} is muted already.` : `${nickname} is not muted.`)
    }
    if (on) rules.mute(person)
    else rules.unmute(personId)
    if (from !== null) rules.muteHost(from, on)
    this.#tell(on ? 'muted' : 'unmuted', person, reason)
    this.#room.change(on ? { ...others, muted: true } : others)
    return success(undefined)
  }

  #tell(action: Moderated['action'], person: NativePerson, reason: string): void {
    const { id: personId, nickname } = person
    this.#room.append({ type: 'moderated', action, personId, nickname, reason, ...likenessOf(person) })
  }
}
