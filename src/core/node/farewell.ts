import type { Socket } from 'node:net'
import type { Timers } from './timers.ts'

/** How long a client has to read the last text before the reset. Some systems throw unread text away at a reset. */
const readingPauseMs = 150
/** How long the last bytes may take to leave; a client that reads nothing does not hold anybody up. */
const flushPatienceMs = 1000

/**
 * Ends a classic client so that it notices: what is still unsent, a pause, a reset.
 *
 * A polite close would make it print empty reads for ever.
 *
 * @returns a promise for the moment the socket is closed; never rejects
 */
export async function sayFarewell(socket: Socket, text: string, timers: Timers): Promise<void> {
  if (socket.destroyed) return
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()))
  // The other side may be the first to reset; there is nobody left to care.
  socket.on('error', () => undefined)
  socket.pause()
  await Promise.race([closed, written(socket, text), pause(flushPatienceMs, timers)])
  await Promise.race([closed, pause(readingPauseMs, timers)])
  socket.resetAndDestroy()
  await closed
}

/**
 * Ends a native client: what is still unsent, these last bytes, a polite close. One that does not close its side is reset.
 *
 * @returns a promise for the moment the socket is closed; never rejects
 */
export async function closePolitely(socket: Socket, bytes: Uint8Array, timers: Timers): Promise<void> {
  if (socket.destroyed) return
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()))
  socket.on('error', () => undefined)
  // Read on, or its close would never be noticed.
  socket.resume()
  socket.end(bytes)
  await Promise.race([closed, pause(flushPatienceMs, timers)])
  socket.resetAndDestroy()
  await closed
}

function written(socket: Socket, text: string): Promise<void> {
  return new Promise((resolve) => void socket.write(text, () => resolve()))
}

function pause(ms: number, timers: Timers): Promise<void> {
  return new Promise((resolve) => void timers.after(ms, resolve))
}
