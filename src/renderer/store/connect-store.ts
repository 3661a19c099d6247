/** Ties the store to the main process: every event goes through the one reducer, in order. */
import type { AppEvent, SnugBridge } from '../../core/common/ipc-contract.ts'
import { applyAppEvent, applySnapshot, type AppData } from './app-data.ts'

export interface StoreConnection {
  /** Changes what is known. */
  readonly update: (change: (data: AppData) => AppData) => void
  /** The first snapshot is in, and so is every event that came meanwhile. */
  readonly ready: (pendingAddress: string | null) => void
  /** An event that asks the window to do something. */
  readonly act: (event: Extract<AppEvent, { type: 'link.opened' | 'command.chosen' }>) => void
  readonly fail: (message: string) => void
}

/**
 * Subscribes first, then asks for the snapshot, so that nothing between the two is lost.
 * If an event turns out to be missing, asks for a new snapshot. Returns the function that ends it.
 */
export function connectStore(bridge: SnugBridge, store: StoreConnection): () => void {
  /** Events that wait for the snapshot; null while there is nothing to wait for. */
  let waiting: AppEvent[] | null = []

  const hear = (event: AppEvent): void => {
    if (event.type === 'link.opened' || event.type === 'command.chosen') store.act(event)
    else if (waiting) waiting.push(event)
    else apply(event)
  }

  const apply = (event: AppEvent): void => {
    try {
      store.update((data) => applyAppEvent(data, event))
    } catch {
      waiting = []
      void synchronise()
    }
  }

  const synchronise = async (): Promise<void> => {
    const answer = await bridge.request('app.snapshot', {})
    if (!answer.ok) {
      store.fail(answer.error.message)
      return
    }
    const missed = waiting ?? []
    waiting = null
    store.update((data) => applySnapshot(data, answer.value))
    missed.forEach(hear)
    store.ready(answer.value.pendingAddress)
  }

  const unsubscribe = bridge.subscribe(hear)
  void synchronise()
  return unsubscribe
}
