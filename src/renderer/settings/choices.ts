/** What the settings offer, and how what is typed there is read. Pure. */
import type { AppSnapshot } from '../../core/common/ipc-contract.ts'

/** The usual values with the one that holds, in order. */
export function withCurrent(values: readonly number[], current: number): readonly number[] {
  return values.includes(current) ? values : [...values, current].toSorted((one, other) => one - other)
}

const longestKeyword = 100
const mostKeywords = 100

/** Words that are parted by commas: each once, none empty, as many and as long as can be kept. */
export function parseKeywords(typed: string): readonly string[] {
  const words = typed.split(',').map((word) => word.trim().slice(0, longestKeyword).toWellFormed())
  return [...new Set(words)].filter((word) => word !== '').slice(0, mostKeywords)
}

/** A language as whoever speaks it calls it. */
export function nameOfLanguage(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
}

/** What holds on a system. On a Mac a closed window leaves the program in the Dock, and the system checks the spelling. */
export function offersOn(platform: AppSnapshot['platform']): { readonly tray: boolean; readonly languages: boolean } {
  return { tray: platform !== 'darwin', languages: platform !== 'darwin' }
}
