import { array, assert, integer, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { encodeFrame } from './frame-reader.ts'
import type { LogEvent } from './log-event.ts'
import type { HostMessage } from './messages.ts'
import { splitToFit } from './split-to-fit.ts'

function left(seq: number, nickname: string): LogEvent {
  return { type: 'left', seq, at: 0, personId: 'a', nickname }
}

function page(events: LogEvent[], done: boolean): HostMessage {
  return { type: 'page', request: 'r', events, done, more: true }
}

function eventsOf(message: HostMessage): readonly LogEvent[] {
  return message.type === 'page' ? message.events : []
}

function sizeOf(message: HostMessage): number {
  return encodeFrame(message, Infinity).length - 4
}

test('messages fit, lose nothing, and cannot be fewer', () => {
  assert(
    property(array(string({ unit: 'binary', maxLength: 30 })), integer({ min: 300, max: 600 }), (names, maxBytes) => {
      const events = names.map((name, index) => left(index + 1, name))
      const messages = splitToFit(events, page, maxBytes)
      expect(messages.flatMap(eventsOf)).toEqual(events)
      for (const message of messages) expect(sizeOf(message)).toBeLessThanOrEqual(maxBytes)
      for (const [index, message] of messages.entries()) {
        const [following] = eventsOf(messages[index + 1] ?? page([], true))
        if (following) expect(sizeOf(page([...eventsOf(message), following], false))).toBeGreaterThan(maxBytes - 3)
      }
    }),
  )
})

test('only the last message is the last, and an empty list is one message', () => {
  const events = Array.from({ length: 500 }, (_, index) => left(index + 1, 'bo'))
  const messages = splitToFit(events, page)
  expect(messages.map((message) => message.type === 'page' && message.done)).toEqual([false, false, true])
  expect(messages.map((message) => eventsOf(message).length)).toEqual([200, 200, 100])
  expect(splitToFit([], page)).toEqual([page([], true)])
})

test('what fits nowhere stands alone', () => {
  const events = [left(1, 'a'), left(2, 'b'.repeat(300)), left(3, 'c')]
  const messages = splitToFit(events, page, 300)
  expect(messages.map((message) => eventsOf(message).map(({ seq }) => seq))).toEqual([[1], [2], [3]])
})
