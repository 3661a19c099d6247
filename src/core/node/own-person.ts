/** The host's own person, who has no connection: what they say and do goes straight into the room. */
import type { NativePerson } from '../common/native/log-event.ts'
import type { Post, RoomAct } from '../common/room-act.ts'
import { PacedPosts, type PacedPostsOptions } from './paced-posts.ts'
import type { Fault, RoomActs } from './room-acts.ts'
import type { TypingBoard } from './typing-board.ts'

export interface OwnPersonOptions extends Omit<PacedPostsOptions, 'say'> {
  readonly acts: RoomActs
  readonly typing: TypingBoard
  /** As the room knows them now. */
  person(): NativePerson
  createId(): string
  /** Something could not be said after all. */
  warn(text: string): void
}

export class OwnPerson {
  readonly #options: OwnPersonOptions
  readonly #posts: PacedPosts
  #isProceeding = false

  constructor(options: OwnPersonOptions) {
    this.#options = options
    this.#posts = new PacedPosts({ ...options, say: (post) => this.#sayPart(post) })
  }

  /** A text over the limits goes out as several messages, no faster than the others can read them. */
  say(text: string, extras: Partial<Omit<Post, 'type' | 'text'>>): Fault {
    const { acts } = this.#options
    const post: Post = { type: 'post', id: this.#options.createId(), text, ...extras }
    const fault = acts.faultOfPost(this.#options.person(), post)
    if (fault === null) this.#posts.add(acts.partsOf(post))
    return fault
  }

  perform(act: Exclude<RoomAct, { type: 'post' }>): Fault {
    return this.#options.acts.perform(this.#options.person(), act)
  }

  setAway(message: string | null): void {
    this.#options.acts.setAway(this.#options.person(), message)
  }

  setTyping(on: boolean): void {
    this.#options.typing.set(this.#options.person().id, on)
  }

  /** Somebody may have caught up, or is gone. */
  proceed(): void {
    // Not at once: this may be heard in the middle of a delivery, and what is said next would overtake it.
    if (this.#isProceeding) return
    this.#isProceeding = true
    setImmediate(() => {
      this.#isProceeding = false
      this.#posts.proceed()
    })
  }

  /** Says what is still unsaid, whoever keeps up. */
  finish(): void {
    this.#posts.finish()
  }

  #sayPart(post: Post): void {
    const fault = this.#options.acts.perform(this.#options.person(), post)
    if (fault !== null) this.#options.warn(fault)
  }
}
