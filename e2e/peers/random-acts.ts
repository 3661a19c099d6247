/** What people do in a native world and what happens to them, at random. */
import { setTimeout as pass } from 'node:timers/promises'
import { quoteOf } from '../../src/core/common/quote.ts'
import { isUnsent, type MessageEntry } from '../../src/core/common/room.ts'
import type { NativeGuest } from './native-guest.ts'
import type { NativeWorld } from './native-world.ts'
import { patienceMs } from './patience.ts'

/** Milliseconds at most between two steps. */
const paceMs = 15

/** Once in every message that is said here. */
export const mark = /\[\d+\]/g

type Act = (world: NativeWorld) => unknown

export class RandomActs {
  /** The names of what was done, in order. */
  readonly done: string[] = []
  /** What was said, under its id. */
  readonly texts = new Map<string, string>()
  readonly #random: () => number
  readonly #onStop: (world: NativeWorld) => void

  /** What can happen to a guest. */
  readonly #troubles: Readonly<Record<string, (guest: NativeGuest) => void | Promise<void>>> = {
    drop: ({ proxy }) => proxy.drop(),
    'drop soon': ({ proxy }) => proxy.dropAfter(1 + this.#below(600)),
    strand: ({ proxy }) => proxy.strand(),
    stall: ({ proxy }) => proxy.stall(),
    resume: ({ proxy }) => proxy.resume(),
    'go down': ({ proxy }) => proxy.goDown(),
    slow: ({ proxy }) => proxy.change({ bytesPerSecond: 5000 + this.#below(50_000) }),
    late: ({ proxy }) => proxy.change({ latencyMs: this.#below(40), jitterMs: this.#below(40) }),
    // Never within a nickname, whose end nothing but the end of a read can tell.
    cut: ({ proxy }) => proxy.change({ pieceBytes: 24 + this.#below(40) }),
    heal: ({ proxy }) => proxy.heal(),
    type: (guest) => guest.setTyping(this.#random() < 0.5),
    'join anew': (guest) => guest.joinAnew(),
  }

  /** What can happen, and how often it does. */
  readonly #acts: readonly { readonly name: string; readonly weight: number; readonly act: Act }[] = [
    { name: 'say', weight: 40, act: (world) => this.#sayAsGuest(world) },
    { name: 'edit', weight: 6, act: (world) => this.#editAsGuest(world) },
    { name: 'take back', weight: 2, act: (world) => this.#takeBackAsGuest(world) },
    { name: 'react', weight: 8, act: (world) => this.#reactAsGuest(world) },
    { name: 'answer', weight: 6, act: (world) => this.#answerAsGuest(world) },
    { name: 'whisper', weight: 4, act: (world) => this.#whisperAsGuest(world) },
    { name: 'topic', weight: 2, act: (world) => this.#setTopicAsGuest(world) },
    { name: 'trouble', weight: 35, act: (world) => this.#makeTrouble(world) },
    { name: 'Hana says', weight: 5, act: (world) => this.#sayAsHost(world) },
    { name: 'carol says', weight: 8, act: (world) => this.#sayAsCarol(world) },
    { name: 'carol comes', weight: 4, act: async (world) => world.host && (await world.letCarolIn()) },
    { name: 'carol goes', weight: 2, act: (world) => this.#letCarolGo(world) },
    { name: 'open', weight: 10, act: (world) => world.openRoom() },
    { name: 'close', weight: 2, act: (world) => world.host && this.#stopRoom(world, () => world.closeRoom()) },
    { name: 'crash', weight: 2, act: (world) => world.host && this.#stopRoom(world, () => world.crash()) },
  ]

  /** With something like `Math.random`, and what is to be looked at after each end of the host. */
  constructor(random: () => number, onStop: (world: NativeWorld) => void) {
    this.#random = random
    this.#onStop = onStop
  }

  /** One of them, and a moment after it. */
  async step(world: NativeWorld): Promise<void> {
    let place = this.#random() * this.#acts.reduce((sum, { weight }) => sum + weight, 0)
    for (const { name, weight, act } of this.#acts) {
      place -= weight
      if (place >= 0) continue
      this.done.push(name)
      await act(world)
      break
    }
    await pass(paceMs * this.#random())
  }

  someId(): string {
    return `m${this.texts.size}`
  }

  /** Something to say that no ASCII and no single line could, sometimes too long for one classic write. */
  someText(id: string): string {
    const text = `[${this.texts.size}] é 😀\n${'„wörter“ '.repeat(this.#random() < 0.1 ? 150 : 1)}.`
    this.texts.set(id, text)
    return text
  }

  #sayAsGuest({ guests }: NativeWorld): void {
    const guest = guests[this.#below(guests.length)]
    if (!guest?.isIn) return
    for (let count = 1 + this.#below(3); count > 0; count -= 1) {
      const id = this.someId()
      guest.say(id, this.someText(id))
    }
  }

  /** A guest who is in the room, and one of the messages in front of them. */
  #someMessage(
    { guests }: NativeWorld,
    isWanted: (message: MessageEntry) => boolean,
  ): { readonly guest: NativeGuest; readonly message: MessageEntry } | null {
    const guest = guests[this.#below(guests.length)]
    const wanted = guest?.isIn ? guest.messages.filter((message) => !message.isDeleted && isWanted(message)) : []
    // Old ones too, though it is mostly the last that people think better of.
    const message = this.#random() < 0.7 ? wanted.at(-1) : wanted[this.#below(wanted.length)]
    return guest && message ? { guest, message } : null
  }

  #editAsGuest(world: NativeWorld): void {
    const found = this.#someMessage(world, isOwnAndSaid)
    if (found) found.guest.edit(found.message.id, this.someText(this.someId()))
  }

  #takeBackAsGuest(world: NativeWorld): void {
    const found = this.#someMessage(world, isOwnAndSaid)
    if (found) found.guest.takeBack(found.message.id)
  }

  #reactAsGuest(world: NativeWorld): void {
    // The window offers no reaction to what is not in the room yet.
    const found = this.#someMessage(world, ({ delivery }) => !isUnsent(delivery))
    const emoji = ['👍', '🎉', '😢'][this.#below(3)] ?? ''
    if (found) found.guest.react(found.message.id, emoji, this.#random() < 0.7)
  }

  #answerAsGuest(world: NativeWorld): void {
    // What only two people know may not be quoted to everybody.
    const found = this.#someMessage(world, ({ delivery, to }) => !isUnsent(delivery) && !to)
    const id = this.someId()
    if (found) found.guest.say(id, this.someText(id), { replyTo: quoteOf(found.message) })
  }

  #setTopicAsGuest({ guests }: NativeWorld): void {
    const guest = guests[this.#below(guests.length)]
    if (guest?.isIn) guest.setTopic(`topic ${this.#below(1000)}`)
  }

  /** Says something to another guest alone, who may be away: then it fails, and is said again. */
  #whisperAsGuest({ guests }: NativeWorld): void {
    const guest = guests[this.#below(guests.length)]
    const other = guests[this.#below(guests.length)]
    if (!guest?.isIn || !other || other === guest) return
    const id = this.someId()
    guest.say(id, this.someText(id), { to: { personId: other.identity.personId, nickname: other.nickname } })
  }

  #makeTrouble({ guests }: NativeWorld): void {
    const [name, trouble] = Object.entries(this.#troubles)[this.#below(Object.keys(this.#troubles).length)] ?? []
    const guest = guests[this.#below(guests.length)]
    if (!guest || !name) return
    this.done.push(`${guest.nickname}: ${name}`)
    // Some take long, and are waited for at the end of the round.
    void trouble?.(guest)
  }

  #sayAsHost({ host }: NativeWorld): void {
    const id = this.someId()
    host?.say(this.someText(id), { id })
  }

  #sayAsCarol({ carol }: NativeWorld): void {
    const id = this.someId()
    this.texts.set(id, 'said by somebody whose program gives no ids')
    carol?.say(`[${id.slice(1)}]`)
  }

  async #letCarolGo(world: NativeWorld): Promise<void> {
    world.carol?.reset()
    world.carol = null
    // Else her name would still be taken when she comes back.
    await world.until(
      () => !world.isCarolHere,
      () => 'The classic guest is still here.',
      patienceMs,
    )
  }

  async #stopRoom(world: NativeWorld, stop: () => Promise<void>): Promise<void> {
    await stop()
    this.#onStop(world)
  }

  #below(end: number): number {
    return Math.floor(this.#random() * end)
  }
}

function isOwnAndSaid({ own, delivery, pendingChange }: MessageEntry): boolean {
  return own && delivery.state === 'sent' && !pendingChange
}
