import { patienceMs as usualPatienceMs } from './patience.ts'

/** How much of the text an error quotes. */
const quotedLength = 2000

/** Text that arrives over time, and a way to wait for a part of it. */
export class Transcript {
  #text = ''
  #ended: string | undefined
  readonly #waiting = new Set<(added: string) => void>()

  /** Everything so far. */
  get text(): string {
    return this.#text
  }

  add(text: string): void {
    this.#text += text
    for (const look of this.#waiting) look(text)
  }

  /** Nothing more will come; whoever still waits is told why. */
  end(reason: string): void {
    this.#ended ??= reason
    for (const look of this.#waiting) look('')
  }

  /**
   * Waits until the text contains `wanted`, and gives everything so far.
   *
   * @throws Error that quotes the end of it, if the text ends or `patienceMs` passes without it
   */
  until(wanted: string | RegExp, patienceMs = usualPatienceMs): Promise<string> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer)
        this.#waiting.delete(look)
      }
      const fail = (why: string): void => {
        stop()
        reject(
          new Error(
            `${why} while waiting for ${String(wanted)}. The last of it: ${JSON.stringify(this.#text.slice(-quotedLength))}`,
          ),
        )
      }
      // Some of these texts are megabytes: only what is new is searched for a string.
      let fresh = ''
      const look = (added: string): void => {
        fresh += added
        if (typeof wanted === 'string' ? fresh.includes(wanted) : wanted.test(this.#text)) {
          stop()
          resolve(this.#text)
        } else if (this.#ended !== undefined) fail(this.#ended)
        fresh = fresh.slice(-wanted.toString().length)
      }
      const timer = setTimeout(() => fail(`${patienceMs} ms passed`), patienceMs)
      this.#waiting.add(look)
      look(this.#text)
    })
  }
}
