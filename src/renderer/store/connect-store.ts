/** Ties the store to the main process: every event goes through the one reducer, in order. */
import { backoffDelay } from '../../core/common/backoff.ts'
import type { AppEvent, AppSnapshot, RequestError, SnugBridge, WindowCall } from '../../core/common/ipc-contract.ts'
import { failure, type Result } from '../../core/common/result.ts'
import { applyAppEvent, applySnapshot, type AppData } from './app-data.ts'

export interface StoreConnection {
  /** Changes what is known. */
  readonly update: (change: (data: AppData) => AppData) => void
  /** The first snapshot is in, and so is every event that came meanwhile. */
  readonly ready: () => void
  /** An event that asks the window to do something. */
  readonly act: (event: WindowCall) => void
  /** What stands between the window and the app, in words; null once nothing does any more. */
  readonly fail: (message: string | null) => void
}

/**
 * Subscribes first, then asks for the snapshot, so that nothing between the two is lost. Asks again, less and less
 * often, until there is one; and anew if an event turns out to be missing. Returns the function that ends it.
 */
export function connectStore(bridge: SnugBridge, store: StoreConnection): () => void {
  /** Events that wait for the snapshot; null while there is nothing to wait for. */
  let waiting: AppEvent[] | null = null
  let hasEnded = false

  const hear = (event: AppEvent): void => {
    if (isCall(event)) store.act(event)
    else if (waiting) waiting.push(event)
    else apply(event)
  }

  const apply = (event: AppEvent): void => {
    try {
      store.update((data) => applyAppEvent(data, event))
    } catch {
      void synchronise()
    }
  }

  const synchronise = async (attempt = 1): Promise<void> => {
    // The snapshot that is asked for now covers whatever came before.
    waiting = []
    const answer = await requestSnapshot(bridge)
    if (hasEnded) return
    if (!answer.ok) {
      store.fail(`${answer.error.message} Snug keeps trying.`)
      setTimeout(() => !hasEnded && void synchronise(attempt + 1), backoffDelay(attempt, Math.random))
      return
    }
    if (attempt > 1) store.fail(null)
    const missed = waiting
    waiting = null
    store.update((data) => applySnapshot(data, answer.value))
    missed.forEach(hear)
    store.ready()
  }

  const unsubscribe = bridge.subscribe(hear)
  void synchronise()
  return () => {
    hasEnded = true
    unsubscribe()
  }
}

const calls: readonly AppEvent['type'][] = [
  'link.opened',
  'command.chosen',
  'message.wanted',
  'presenting.ended',
  'problem.happened',
  'window.shown',
] satisfies readonly WindowCall['type'][]

function isCall(event: AppEvent): event is WindowCall {
  return calls.includes(event.type)
}

async function requestSnapshot(bridge: SnugBridge): Promise<Result<AppSnapshot, RequestError>> {
  try {
    return await bridge.request('app.snapshot', {})
  } catch {
    return failure({ code: 'unexpected', message: 'The window does not hear from Snug.' })
  }
}
