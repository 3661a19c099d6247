/** Says who put an emoji under a message. */
import type { Reaction } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { listWords, t } from '../language.ts'

/** More names than this would not be read. */
const mostNamed = 8

/** `Bo, Kenji and you`; the person at this window comes last. */
export function reactionWords({ people }: Reaction, selfId: string): string {
  const others = people.filter(({ personId }) => personId !== selfId).map(({ nickname }) => printable(nickname))
  const isMine = others.length < people.length
  const named = others.slice(0, mostNamed)
  const rest = others.length - named.length
  const parts = [
    ...named,
    ...(rest > 0 ? [t('message.reactedMore', { count: rest })] : []),
    ...(isMine ? [t('message.you')] : []),
  ]
  return listWords(parts)
}

/** Whether the person at this window is among them. */
export function isMine({ people }: Reaction, selfId: string): boolean {
  return people.some(({ personId }) => personId === selfId)
}
