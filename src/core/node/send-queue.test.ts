import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import { defaultLimits } from '../common/limits.ts'
import { ClassicBatch } from './classic-batch.ts'
import { type ConnectionListener, HostConnection } from './host-connection.ts'
import type { FrameBatch } from './host-frames.ts'
import { NativeConnection, type NativeListener } from './native-connection.ts'
import { RoomNames } from './room-names.ts'
import { SendQueue, writeOverheadBytes } from './send-queue.ts'

/** A socket whose other side reads when the test says so. */
class BlockedSocket extends EventEmitter {
  writableLength = 0
  destroyed = false
  wasReset = false
  readonly #writes: { readonly length: number; readonly left: (() => void) | undefined }[] = []

  write({ length }: Uint8Array, left?: () => void): boolean {
    this.writableLength += length
    this.#writes.push({ length, left })
    return false
  }

  readOne(): void {
    const write = this.#writes.shift()
    this.writableLength -= write?.length ?? 0
    write?.left?.()
  }

  pause(): void {}
  resume(): void {}
  isPaused(): boolean {
    return false
  }

  resetAndDestroy(): void {
    this.destroyed = true
    this.wasReset = true
  }

  get asSocket(): Socket {
    return this as unknown as Socket
  }
}

const most = defaultLimits.sendQueueBytes
const address = { host: '192.0.2.1', port: 1 }
const text = 'x'.repeat(100)

function settings(): ConstructorParameters<typeof HostConnection>[3] {
  const timers = new ManualTime()
  return { limits: defaultLimits, clock: timers.clock, timers, writingMs: Infinity }
}

/** A listener that takes everything, and notes who overflowed. */
function listenerOf(overflowed: unknown[]): ConnectionListener & NativeListener {
  const heard = { overflowed: (connection: unknown) => void overflowed.push(connection) }
  return new Proxy(heard, {
    get: (target, name) => Reflect.get(target, name) ?? (() => 0),
  }) as unknown as ConnectionListener & NativeListener
}

const protocols = {
  classic(socket: BlockedSocket, overflowed: unknown[]) {
    const connection = new HostConnection(socket.asSocket, address, listenerOf(overflowed), settings())
    const batch = new ClassicBatch([{ type: 'line', text }], { maxBytes: 1024, names: new RoomNames(() => false) })
    return { connection, say: () => connection.write(batch) }
  },
  native(socket: BlockedSocket, overflowed: unknown[]) {
    const connection = new NativeConnection(socket.asSocket, address, listenerOf(overflowed), settings())
    return { connection, say: () => connection.write({ plain: Buffer.from(text) } as FrameBatch) }
  },
}

describe.each(['classic', 'native'] as const)('a %s client', (protocol) => {
  test('stays while exactly as much waits as may, and is cut with a byte more', () => {
    for (const [excess, isCut] of [
      [0, false],
      [1, true],
    ] as const) {
      const [socket, overflowed] = [new BlockedSocket(), [] as unknown[]]
      const { connection, say } = protocols[protocol](socket, overflowed)
      socket.writableLength = most - text.length + excess
      say()
      expect([socket.wasReset, overflowed]).toEqual(isCut ? [true, [connection]] : [false, []])
      expect(socket.writableLength).toBe(isCut ? most - text.length + 1 : most)
    }
  })
})

describe('many small writes', () => {
  test('count with what each takes besides its bytes', () => {
    const socket = new BlockedSocket()
    const queue = new SendQueue(socket.asSocket, most)
    let writes = 0
    while (queue.push(Buffer.from('four'))) writes += 1
    // The one that is under way and the one that no longer fits may be as much again.
    expect(Math.abs(writes * (4 + writeOverheadBytes) - most)).toBeLessThanOrEqual(2 * (4 + writeOverheadBytes))
  })

  test('count no longer than they wait, though something always waits', () => {
    const socket = new BlockedSocket()
    const queue = new SendQueue(socket.asSocket, 10 * (4 + writeOverheadBytes))
    for (let count = 0; count < 1000; count += 1) {
      expect(queue.push(Buffer.from('four'))).toBe(true)
      if (count >= 5) socket.readOne()
    }
    expect(socket.writableLength).toBeGreaterThan(0)
  })
})
