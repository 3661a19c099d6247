/** What becomes of a text on its way to classic clients. Pure. */
import { utf8Length } from '../../core/common/byte-cutting.ts'
import { defaultLimits } from '../../core/common/limits.ts'
import type { RoomState } from '../../core/common/room.ts'
import type { Composing } from '../store/composing.ts'

export interface ClassicView {
  /** As it arrives, without the author's name before each line. */
  readonly text: string
  readonly messages: number
}

const notAscii = /[^\0-\x7f]/

/** Whether somebody with a classic client gets what is being written, and perhaps not as it was typed. */
export function concernsClassic({ people, self }: Pick<RoomState, 'people' | 'self'>, composing: Composing): boolean {
  const { draft, to, edit } = composing
  if (edit || draft.startsWith('/')) return false
  const isRead = people.some(
    ({ id, kind }) => kind === 'classic' && id !== self.personId && (to === null || to.personId === id),
  )
  const name = utf8Length(`${self.nickname}: `)
  return isRead && (notAscii.test(draft) || utf8Length(draft) + name > defaultLimits.classicMessageBytes)
}

/** @param writes what is written to a client that takes ASCII only; null if it is what was typed */
export function classicView(draft: string, writes: readonly string[]): ClassicView | null {
  const lines = writes.flatMap((write) => write.split('\n')).map((line) => line.slice(line.indexOf(': ') + 2))
  const text = lines.join('\n')
  const typed = draft
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n')
  return writes.length <= 1 && text === typed ? null : { text, messages: writes.length }
}
