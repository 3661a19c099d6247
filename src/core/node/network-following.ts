import { isDeepStrictEqual } from 'node:util'
import { type Address, formatAddress } from '../common/address.ts'
import type { Exposure } from '../common/room.ts'
import { bindAddresses, type NetworkInterfaces, reachableAddresses } from './network-interfaces.ts'
import type { Timers } from './timers.ts'

/** How often the networks of this computer are looked at, in milliseconds: no system tells of a change. */
export const lookMs = 5000

export interface NetworkFollowingOptions {
  readonly exposure: Exposure
  /** Where others reach the room so far, best first. */
  readonly shown: readonly string[]
  /** The networks of this computer at this moment. */
  readonly interfaces: () => NetworkInterfaces
  readonly timers: Timers
  /** Others reach the room by these from now on, best first. */
  readonly moved: (addresses: readonly string[]) => void
  /** The room cannot listen there, though this computer has the address. Said once, until it can. */
  readonly failed: (address: string) => void
}

/** What is followed: a room that is open. */
export interface MovableRoom {
  readonly addresses: readonly Address[]
  move(bind: readonly string[]): Promise<readonly Address[]>
}

/** Keeps a room open to whom it is meant for while networks come and go: Wi-Fi, a VPN, another address for the same cable. */
export class NetworkFollowing {
  readonly #room: MovableRoom
  readonly #options: NetworkFollowingOptions
  #shown: readonly string[]
  #failed: readonly string[] = []
  #look: Promise<void> = Promise.resolve()
  #cancel = (): void => {}
  #isStopped = false

  constructor(room: MovableRoom, options: NetworkFollowingOptions) {
    this.#room = room
    this.#options = options
    this.#shown = options.shown
  }

  start(): void {
    this.#cancel = this.#options.timers.after(lookMs, () => {
      this.#look = this.#follow()
    })
  }

  /** Resolves when the room is not moved any more. */
  stop(): Promise<void> {
    this.#isStopped = true
    this.#cancel()
    return this.#look
  }

  async #follow(): Promise<void> {
    const present = this.#present()
    if (present) await this.#moveTo(present)
    if (!this.#isStopped) this.start()
  }

  /** Null if the system does not say: it can be short of memory or of files at that moment. */
  #present(): NetworkInterfaces | null {
    try {
      return this.#options.interfaces()
    } catch {
      return null
    }
  }

  async #moveTo(present: NetworkInterfaces): Promise<void> {
    const { exposure, moved, failed } = this.#options
    const faults = (await this.#room.move(bindAddresses(exposure, present))).map(formatAddress)
    if (this.#isStopped) return
    for (const address of faults) if (!this.#failed.includes(address)) failed(address)
    this.#failed = faults
    const shown = reachableAddresses(exposure, this.#room.addresses, present)
    if (!isDeepStrictEqual(shown, this.#shown)) moved(shown)
    this.#shown = shown
  }
}
