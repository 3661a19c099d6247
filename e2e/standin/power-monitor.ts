import type { PowerMonitor } from 'electron/main'
import type { PartOf } from './part-of.ts'

/** Nobody tells how long the system has been idle: somebody is always there. */
export const powerMonitor = {
  getSystemIdleTime: (): number => 0,
} satisfies PartOf<PowerMonitor>
