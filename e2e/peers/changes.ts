/** A way to wait until something holds. It is looked at again whenever something has happened. */
export class Changes {
  #onChange = (): void => {}

  /** Something has happened. */
  readonly happened = (): void => this.#onChange()

  /**
   * Waits until something holds; one at a time.
   *
   * @throws Error with what `describe` says, after `patienceMs` milliseconds
   */
  until(holds: () => boolean, describe: () => string, patienceMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      let turn: NodeJS.Immediate | undefined
      const stop = (): void => {
        clearImmediate(turn)
        clearTimeout(timer)
        this.#onChange = () => {}
      }
      const look = (): void => {
        turn = undefined
        if (!holds()) return
        stop()
        resolve()
      }
      const timer = setTimeout(() => {
        stop()
        reject(new Error(`${patienceMs} ms have passed. ${describe()}`))
      }, patienceMs)
      this.#onChange = () => (turn ??= setImmediate(look))
      this.#onChange()
    })
  }
}
