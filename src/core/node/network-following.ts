import { isDeepStrictEqual } from 'node:util'
import { type Address, formatAddress } from '../common/address.ts'
import { failure, success, type Result } from '../common/result.ts'
import type { Exposure } from '../common/room.ts'
import type { ListenFault } from './listening-servers.ts'
import { systemCode } from './network-errors.ts'
import { bindAddresses, type NetworkInterfaces, reachableAddresses } from './network-interfaces.ts'
import type { Timers } from './timers.ts'

/** How often the networks of this computer are looked at, in milliseconds: no system tells of a change. */
export const lookMs = 5000

export interface NetworkFollowingOptions {
  /** Who can reach the room so far. */
  readonly exposure: Exposure
  /** Where others reach the room so far, best first. */
  readonly shown: readonly string[]
  /** The networks of this computer at this moment. */
  readonly interfaces: () => NetworkInterfaces
  readonly timers: Timers
  /** Others reach the room by these from now on, best first. */
  readonly moved: (addresses: readonly string[]) => void
  /** Somebody else can reach the room from now on, by these addresses, best first. */
  readonly exposed: (exposure: Exposure, addresses: readonly string[]) => void
  /** The room cannot listen there, though this computer has the address. Said once, until it can. */
  readonly failed: (address: string) => void
}

/** What is followed: a room that is open. */
export interface MovableRoom {
  readonly addresses: readonly Address[]
  move(bind: readonly string[]): Promise<readonly Address[]>
  /** How many people {@link MovableRoom.expose} would cut off. */
  countBeyond(bind: readonly string[]): number
  /** Moves, and cuts off who came in elsewhere; or stays, and answers why. */
  expose(bind: readonly string[]): Promise<ListenFault | null>
}

/** What came of {@link NetworkFollowing.expose}: nothing is changed unless `isDone`. */
export interface ExposureAnswer {
  readonly isDone: boolean
  /** How many people were or would be cut off. */
  readonly cut: number
}

/** Keeps a room open to whom it is meant for while networks come and go: Wi-Fi, a VPN, another address for the same cable. */
export class NetworkFollowing {
  readonly #room: MovableRoom
  readonly #options: NetworkFollowingOptions
  #exposure: Exposure
  #shown: readonly string[]
  #failed: readonly string[] = []
  #look: Promise<void> = Promise.resolve()
  #cancel = (): void => {}
  #isStopped = false

  constructor(room: MovableRoom, options: NetworkFollowingOptions) {
    this.#room = room
    this.#options = options
    this.#exposure = options.exposure
    this.#shown = options.shown
  }

  start(): void {
    this.#cancel = this.#options.timers.after(lookMs, () => {
      this.#look = this.#follow()
    })
  }

  /**
   * Opens the room to somebody else from now on. The error says in a sentence why not; then all is as it was.
   *
   * @param mayCut also if people would be cut off by that
   */
  async expose(exposure: Exposure, mayCut: boolean): Promise<Result<ExposureAnswer, string>> {
    this.#cancel()
    const exposed = this.#look.then(() => this.#expose(exposure, mayCut))
    this.#look = exposed.then(() => undefined)
    return exposed
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

  async #expose(exposure: Exposure, mayCut: boolean): Promise<Result<ExposureAnswer, string>> {
    // A look that has just ended has planned the next one.
    this.#cancel()
    const answer = await this.#tryToExpose(exposure, mayCut)
    if (!this.#isStopped) this.start()
    return answer
  }

  async #tryToExpose(exposure: Exposure, mayCut: boolean): Promise<Result<ExposureAnswer, string>> {
    const present = this.#present()
    if (!present) return failure('This computer does not say at the moment which networks it has. Try again.')
    const bind = bindAddresses(exposure, present)
    const cut = this.#room.countBeyond(bind)
    if (cut > 0 && !mayCut) return success({ isDone: false, cut })
    const fault = await this.#room.expose(bind)
    if (fault) return failure(faultWords(fault))
    if (this.#isStopped) return success({ isDone: true, cut })
    this.#exposure = exposure
    this.#failed = []
    this.#shown = reachableAddresses(exposure, this.#room.addresses, present)
    this.#options.exposed(exposure, this.#shown)
    return success({ isDone: true, cut })
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
    const { moved, failed } = this.#options
    const exposure = this.#exposure
    const faults = (await this.#room.move(bindAddresses(exposure, present))).map(formatAddress)
    if (this.#isStopped) return
    for (const address of faults) if (!this.#failed.includes(address)) failed(address)
    this.#failed = faults
    const shown = reachableAddresses(exposure, this.#room.addresses, present)
    if (!isDeepStrictEqual(shown, this.#shown)) moved(shown)
    this.#shown = shown
  }
}

function faultWords({ address, error }: ListenFault): string {
  const isTaken = systemCode(error) === 'EADDRINUSE'
  const where = formatAddress(address)
  return isTaken
    ? `Another program on this computer listens on ${where} already, or on a part of it. The room stays as it was.`
    : `This computer cannot listen on ${where}. The room stays as it was.`
}
