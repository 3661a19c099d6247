import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LogEvent } from './log-event.ts'
import { dayMs, keptEvents } from './retention.ts'

const author = { personId: 'key:a', nickname: 'Amara', kind: 'native' } as const
const said = (seq: number, at = 0): LogEvent => ({ type: 'message', seq, at, id: `m${seq}`, author, text: 'hi' })
const left = (seq: number, at = 0): LogEvent => ({ type: 'left', seq, at, personId: 'key:a', nickname: 'Amara' })
const numbers = (events: readonly LogEvent[]): number[] => events.map(({ seq }) => seq)

describe('what a room keeps', () => {
  test('nothing older than its days', () => {
    const events = [said(1, 0), left(2, 1), said(3, dayMs)]
    expect(numbers(keptEvents(events, { messages: 10, days: 1 }, dayMs))).toEqual([1, 2, 3])
    expect(numbers(keptEvents(events, { messages: 10, days: 1 }, dayMs + 1))).toEqual([2, 3])
    expect(numbers(keptEvents(events, { messages: 10, days: 1 }, 3 * dayMs))).toEqual([])
  })

  test('the newest messages, and nothing from before them', () => {
    const events = [left(1), said(2), left(3), said(4), left(5), said(6)]
    expect(numbers(keptEvents(events, { messages: 2, days: 1 }, 0))).toEqual([3, 4, 5, 6])
  })

  test('what people said, however often a client comes and goes', () => {
    const events = [said(1), ...Array.from({ length: 100 }, (_, index) => left(index + 2))]
    expect(numbers(keptEvents(events, { messages: 3, days: 1 }, 0))).toEqual([1, 99, 100, 101])
  })

  test('what it keeps once, it keeps again', () => {
    const event = fc.record({ isMessage: fc.boolean(), at: fc.nat(10) })
    fc.assert(
      fc.property(fc.array(event), fc.nat(10), fc.nat(20), (all, messages, now) => {
        const events = all.map(({ isMessage, at }, index) => (isMessage ? said(index + 1, at) : left(index + 1, at)))
        const limits = { messages, days: 5 / dayMs }
        const kept = keptEvents(events, limits, now)
        expect(keptEvents(kept, limits, now)).toEqual(kept)
        expect(kept.filter(({ type }) => type === 'message').length).toBeLessThanOrEqual(messages)
        expect(kept.every(({ at }) => at >= now - 5)).toBe(true)
      }),
    )
  })
})
