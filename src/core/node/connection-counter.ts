/** How many connections there are from each host. */
export class ConnectionCounter {
  readonly #counts = new Map<string, number>()

  count(host: string): number {
    return this.#counts.get(host) ?? 0
  }

  add(host: string): void {
    this.#counts.set(host, this.count(host) + 1)
  }

  remove(host: string): void {
    const others = this.count(host) - 1
    if (others > 0) this.#counts.set(host, others)
    else this.#counts.delete(host)
  }
}
