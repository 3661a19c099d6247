import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { systemCode } from './network-errors.ts'

/**
 * Creates a folder, and those above it that are missing, for their owner only. What is there stays as it is.
 *
 * Node's own way of doing that never ends where the system says of a folder that is there that nothing is in it: `/proc`.
 *
 * @param folder absolute path
 * @throws what the system says against it
 */
export function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  const parent = path.dirname(folder)
  if (parent !== folder) makeFolder(parent)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Another program may have been faster.
    if (systemCode(error) !== 'EEXIST' || !statSync(folder).isDirectory()) throw error
  }
}
