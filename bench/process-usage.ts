/** What a process has used so far, read from Linux's /proc; elsewhere unknown. */
import { readFileSync } from 'node:fs'

export interface ProcessUsage {
  /** User and system time together. */
  readonly cpuSeconds: number
  readonly rssMb: number
  readonly peakRssMb: number
}

/** Clock ticks a second in /proc/PID/stat: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100

/** The usage of a running process, or null where there is no /proc. */
export function usageOf(pid: number): ProcessUsage | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name, in parentheses, may contain spaces: count from behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const megabytes = (field: string): number => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024
    return { cpuSeconds, rssMb: megabytes('VmRSS'), peakRssMb: Math.round(megabytes('VmHWM')) }
  } catch {
    return null
  }
}
