/** People who say so many messages a second in a room, evenly. */
import { setTimeout as pause } from 'node:timers/promises'
import { NativePoster } from '../load/native-client.ts'

const names = ['Amara', 'Chiyo', 'Dov', 'Elif']
/** How often the next messages are said, in milliseconds: more often than a frame, so that they do not come in heaps. */
const tickMs = 4

export class Talkers implements Disposable {
  readonly #posters: readonly NativePoster[]
  #said = 0

  private constructor(posters: readonly NativePoster[]) {
    this.#posters = posters
  }

  static async join(port: number): Promise<Talkers> {
    const posters: NativePoster[] = []
    for (const name of names) posters.push(await NativePoster.join(port, name))
    return new Talkers(posters)
  }

  /** What the last message begins with. */
  get lastMark(): string {
    return markOf(this.#said)
  }

  /** Says so many a second for so long, and answers how many that was. */
  async talk(perSecond: number, seconds: number): Promise<number> {
    const [startedAt, before] = [performance.now(), this.#said]
    const all = perSecond * seconds
    while (this.#said - before < all) {
      const due = Math.min(all, Math.floor(((performance.now() - startedAt) / 1000) * perSecond))
      while (this.#said - before < due) this.#say()
      await pause(tickMs)
    }
    return all
  }

  [Symbol.dispose](): void {
    for (const poster of this.#posters) poster.leave()
  }

  #say(): void {
    this.#said += 1
    this.#posters[this.#said % this.#posters.length]?.post(`talk-${this.#said}`, textOf(this.#said))
  }
}

/** About what people write, some of it marked up; each begins with its number. */
export function textOf(number: number): string {
  const start = markOf(number)
  if (number % 10 === 0) return `${start} A *word* to **look at**, some \`code\`, and https://example.org/${number}`
  return start.padEnd(20 + ((number * 37) % 140), ' And so it goes on.')
}

function markOf(number: number): string {
  return `News ${number}.`
}
