import type { SnugBridge } from '../core/common/ipc-contract.ts'

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly snug: SnugBridge
  }
}
