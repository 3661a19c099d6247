/** How many files and connections a program may have open here: every client of the load is one, on both sides. */
import { readFileSync } from 'node:fs'

/** What a program has open beside its connections. */
const others = 100

/** The limit of this process and those that it starts, which Node has raised as far as it may; null where unknown. */
export function openFilesLimit(): number | null {
  try {
    return limitIn(readFileSync('/proc/self/limits', 'utf8'))
  } catch {
    return null
  }
}

/** @param text as in Linux's /proc/PID/limits */
export function limitIn(text: string): number | null {
  const soft = /^Max open files\s+(\d+)/m.exec(text)?.[1]
  return soft === undefined ? null : Number(soft)
}

/** Why so many connections cannot be had, in words that help; null if they can. */
export function openFilesFault(connections: number, limit: number | null): string | null {
  const needed = connections + others
  if (limit === null || needed <= limit) return null
  return `It takes ${needed} open files, and this machine allows ${limit}. As root: prlimit --pid $$ --nofile=${needed}`
}
