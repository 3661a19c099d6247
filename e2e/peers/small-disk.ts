/** A disk that is full, or has space again, as a test wants it. */
import { StatementSync } from 'node:sqlite'
import type { LogStore } from '../../src/core/node/log-saving.ts'
import { StoreFailure, type StoreFailureCode } from '../../src/core/node/store-failure.ts'

/** What needs space. */
const writing: ReadonlySet<string | symbol> = new Set(['append', 'saveRules', 'saveReceipts', 'prune', 'sync'])

export class SmallDisk {
  /** How writing fails; null while it does not. */
  fault: StoreFailureCode | null = null

  /** The store as it is on this disk. */
  holding(store: LogStore): LogStore {
    return new Proxy(store, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target)
        if (typeof value !== 'function') return value
        return (...args: unknown[]): unknown => {
          if (this.fault !== null && writing.has(key)) throw new StoreFailure(this.fault, 'The disk is full.')
          return Reflect.apply(value, target, args)
        }
      },
    })
  }
}

/** A full disk as SQLite meets it, also while a file is being opened, until there is space again. */
export class FullDisk implements Disposable {
  readonly #run = Object.getOwnPropertyDescriptor(StatementSync.prototype, 'run') ?? {}

  constructor() {
    const run = (): never => {
      throw Object.assign(new Error('database or disk is full'), { errcode: 13 })
    }
    Object.defineProperty(StatementSync.prototype, 'run', { ...this.#run, value: run })
  }

  [Symbol.dispose](): void {
    Object.defineProperty(StatementSync.prototype, 'run', this.#run)
  }
}
