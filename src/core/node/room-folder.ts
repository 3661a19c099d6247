/** Where a hosted room is kept: a folder that its name leads to. Pure. */
import { createHash } from 'node:crypto'
import path from 'node:path'
import { foldToAscii } from '../common/ascii-folding.ts'
import { canonicalRoomName } from '../common/room-name.ts'

/** How much of a room's name is to be read in the name of its folder. */
const readableLength = 40

/**
 * The folder of a hosted room. The same name leads to the same room, in whatever case and however its letters are
 * composed; names that look alike in ASCII do not share one.
 *
 * @param roomsFolder absolute path of the folder of all rooms
 */
export function roomFolder(roomsFolder: string, name: string): string {
  const canonical = canonicalRoomName(name)
  const readable = foldToAscii(canonical)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, readableLength)
    .replaceAll(/^-+|-+$/gu, '')
  const digest = createHash('sha256').update(canonical).digest('hex').slice(0, 8)
  return path.join(roomsFolder, readable === '' ? digest : `${readable}-${digest}`)
}
