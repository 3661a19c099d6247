/** Text that arrives over time, and a way to wait for a part of it. */
export class Transcript {
  #text = ''
  #ended: string | undefined
  readonly #waiting = new Set<() => void>()

  /** Everything so far. */
  get text(): string {
    return this.#text
  }

  add(text: string): void {
    this.#text += text
    this.#wake()
  }

  /** Nothing more will come; whoever still waits is told why. */
  end(reason: string): void {
    this.#ended ??= reason
    this.#wake()
  }

  /**
   * Waits until the text contains `wanted`, and gives everything so far.
   *
   * @throws Error with everything so far, if the text ends or `patienceMs` passes without it
   */
  until(wanted: string | RegExp, patienceMs = 15_000): Promise<string> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer)
        this.#waiting.delete(look)
      }
      const fail = (why: string): void => {
        stop()
        reject(new Error(`${why} while waiting for ${String(wanted)}. So far: ${JSON.stringify(this.#text)}`))
      }
      const look = (): void => {
        if (typeof wanted === 'string' ? this.#text.includes(wanted) : wanted.test(this.#text)) {
          stop()
          resolve(this.#text)
        } else if (this.#ended !== undefined) fail(this.#ended)
      }
      const timer = setTimeout(() => fail(`${patienceMs} ms passed`), patienceMs)
      this.#waiting.add(look)
      look()
    })
  }

  #wake(): void {
    for (const look of this.#waiting) look()
  }
}
