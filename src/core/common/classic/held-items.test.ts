import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ClassicClientStream } from './client-stream.ts'
import { packItems, unpackItems } from './held-items.ts'

test('whatever a client sends comes out of the text as it went in', () => {
  const sent = fc.array(fc.oneof(fc.string(), fc.constantFrom('\n', '\r\n', '\0', '\u2028', '😀', 'amara: hi')))
  fc.assert(
    fc.property(sent, (parts) => {
      const stream = new ClassicClientStream({ frameBytes: 1000, classicMessageBytes: 100 })
      const items = [...parts.flatMap((part) => stream.push(Buffer.from(part))), ...stream.flush()]
      expect(unpackItems(packItems(items))).toEqual(items)
    }),
  )
})
