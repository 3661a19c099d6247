import { audienceOf, type LogEvent } from './log-event.ts'

/** Events in a row that are for the same people, together. */
export function* runsByAudience(
  events: readonly LogEvent[],
): Generator<[audience: readonly string[] | null, LogEvent[]]> {
  let common: LogEvent[] = []
  for (const event of events) {
    const audience = audienceOf(event)
    if (!audience) common.push(event)
    else {
      if (common.length > 0) yield [null, common]
      common = []
      yield [audience, [event]]
    }
  }
  if (common.length > 0) yield [null, common]
}
