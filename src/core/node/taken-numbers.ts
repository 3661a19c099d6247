/**
 * Up to which number a room's events may be known to somebody, for as long as its file cannot say so: it is in the name of an
 * empty file beside it, for which also a full disk has room.
 */
import { closeSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'

const namePattern = /^room\.taken-up-to-(\d{1,16})$/u

/** 0 if nothing is noted. */
export function takenUpTo(folder: string): number {
  return Math.max(0, ...notesIn(folder).map(({ seq }) => seq))
}

/**
 * Notes that numbers up to this one are taken, out of reach of a power cut.
 *
 * @throws whatever the system says against it
 */
export function takeUpTo(folder: string, seq: number): void {
  const descriptor = openSync(path.join(folder, `room.taken-up-to-${seq}`), 'w', 0o600)
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  forgetTaken(folder, seq)
}

/** Removes what is noted below a number: something higher, or the room's file itself, says it now. */
export function forgetTaken(folder: string, below = Infinity): void {
  for (const { name, seq } of notesIn(folder)) if (seq < below) rmSync(path.join(folder, name), { force: true })
}

function notesIn(folder: string): { readonly name: string; readonly seq: number }[] {
  return readdirSync(folder)
    .map((name) => ({ name, seq: Number(namePattern.exec(name)?.[1] ?? NaN) }))
    .filter(({ seq }) => Number.isSafeInteger(seq))
}
