import { success, type Result } from '../common/result.ts'
import type { JoinFailure } from './join-failure.ts'
import { NativeServerConnection, type NativeServerConnectionOptions } from './native-server-connection.ts'
import { ServerConnection } from './server-connection.ts'
import type { ServerConnectionOptions } from './server-connection-options.ts'

export type OpenedConnection = ServerConnection | NativeServerConnection

/** What only a native host is told, and how it is listened to. */
export type NativeOptions = Omit<NativeServerConnectionOptions, 'address' | 'signal' | 'timers'>

export interface OpenConnectionOptions extends Omit<ServerConnectionOptions, 'upgrades'> {
  /** Null stays with the classic protocol, whatever is offered. */
  readonly native: NativeOptions | null
}

/**
 * Enters a room by the best protocol that both sides speak.
 *
 * With `acceptsOtherName`, a native room whose host says that the name is taken is entered under the one that is free.
 */
export async function openConnection(options: OpenConnectionOptions): Promise<Result<OpenedConnection, JoinFailure>> {
  const opened = await openOnce(options)
  if (opened.ok || !options.native || !options.acceptsOtherName) return opened
  const { code, suggestion } = opened.error
  if (code !== 'name-taken' || suggestion === undefined) return opened
  return openOnce({ ...options, native: { ...options.native, nickname: suggestion } })
}

async function openOnce({ native, ...options }: OpenConnectionOptions): Promise<Result<OpenedConnection, JoinFailure>> {
  const opened = await ServerConnection.open({ ...options, upgrades: native !== null })
  if (!opened.ok) return opened
  if (opened.value.protocol === 'classic') return success(opened.value)
  if (!native) throw new Error('A connection was handed over without being asked to.')
  const { address, signal, timers } = options
  return NativeServerConnection.enter(opened.value.socket, { ...native, address, signal, timers })
}
