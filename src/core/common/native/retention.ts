/** How much of a conversation a room keeps. */
import type { LogEvent } from './log-event.ts'
import type { Retention } from './messages.ts'

export const dayMs = 24 * 60 * 60 * 1000

/** The most that a host can choose to keep. */
export const mostKeptMessages = 1_000_000
export const mostKeptDays = 3650

/** What a room keeps of its log, unless its host decides otherwise. */
export const defaultRetention = { messages: 10_000, days: 30 } as const

/**
 * What a room keeps: nothing older than `days`, no more than `messages` of them, and nothing from before the first
 * message that is kept. Joins and leaves do not count as messages, but no more of them are kept either: a client that
 * comes and goes all day must not push out what people said.
 *
 * @param events oldest first
 * @param now milliseconds since 1970
 */
export function keptEvents(
  events: readonly LogEvent[],
  { messages, days }: Pick<Retention, 'messages' | 'days'>,
  now: number,
): LogEvent[] {
  const oldest = now - days * dayMs
  const kept: LogEvent[] = []
  let [spoken, others] = [0, 0]
  for (const event of events.toReversed()) {
    if (event.at < oldest) continue
    if (event.type === 'message') {
      if (++spoken > messages) break
      kept.push(event)
    } else if (++others <= messages) kept.push(event)
  }
  return kept.toReversed()
}
