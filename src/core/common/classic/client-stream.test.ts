import { array, assert, constantFrom, integer, oneof, property, uint8Array } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ClassicClientItem, ClassicClientStream } from './client-stream.ts'

const limits = { frameBytes: 64 * 1024, classicMessageBytes: 1024 }
const encoder = new TextEncoder()

type Read = string | readonly number[]

function bytesOf(read: Read): Uint8Array {
  return typeof read === 'string' ? encoder.encode(read) : Uint8Array.from(read)
}

/** A stream whose host knows bob, and gives everybody the name they ask for, or `given`. */
function reader(given?: string): { read: (...reads: Read[]) => string[]; stream: ClassicClientStream } {
  const stream = new ClassicClientStream(limits)
  const receive = (items: readonly ClassicClientItem[]): string[] =>
    items.map((item) => {
      if (item.type === 'nickname') stream.bind(item.text, given ?? item.text, (name) => name === 'bob')
      return item.type === 'nickname' ? `<${item.text}>` : item.text
    })
  return { read: (...reads) => reads.flatMap((one) => receive(stream.push(bytesOf(one)))), stream }
}

describe('the nickname', () => {
  test.each<[string, Read[], string[]]>([
    ['is the first read', ['alice'], ['<alice>']],
    ['ends with its line', ['alice\r\nhi\r\n'], ['<alice>', 'hi']],
    ['is trimmed', [' alice \n'], ['<alice>']],
    ['is not a blank line', ['\r\n \n', 'alice\n'], ['<alice>']],
    ['comes behind telnet negotiation', [[0xff, 0xfb, 0x1f, 0xff, 0xfd], [0x03], 'alice\r\n'], ['<alice>']],
    ['may be cut in a character', [[0x5a, 0x6f, 0xc3], [0xab]], ['<Zoë>']],
    ['may be a sentence', ['GET / HTTP/1.1\r\nHost: x\r\n\r\n'], ['<GET / HTTP/1.1>', 'Host: x']],
    ['is learnt from a message that comes first', ['alice: hi'], ['<alice>', 'hi']],
    ['is then not a message', ['alice: hi', 'alice', 'alice: alice', 'alice'], ['<alice>', 'hi', 'alice', 'alice']],
    ['may follow the first messages at once', ['alice: hialice: yoalice'], ['<alice>', 'hi', 'yo']],
    ['may stand between the first messages', ['alice: hialicealice: yo'], ['<alice>', 'hi', 'yo']],
    ['may come just before the first message', ['alicealice: hi'], ['<alice>', 'hi']],
    ['may come just before the second', ['alice: hi', 'alicealice: yo'], ['<alice>', 'hi', 'yo']],
    ['is not a message that ends with it', ['alice: I am alice', 'alice'], ['<alice>', 'I am alice']],
    ['may itself be a word said twice', ['lulu: hi'], ['<lulu>', 'hi']],
    ['is learnt from an empty message', ['alice: '], ['<alice>']],
  ])('%s', (_, reads, items) => {
    expect(reader().read(...reads)).toEqual(items)
  })
})

describe('messages of a tutorial client', () => {
  test.each<[string, Read[], string[]]>([
    ['lose their prefix', ['alice: hi', 'alice: how are you?'], ['hi', 'how are you?']],
    ['are split at it when they run together', ['alice: hialice: 2alice: yo'], ['hi', '2', 'yo']],
    ['are split at line ends', ['alice: one\nalice: two\r\nthree'], ['one', 'two', 'three']],
    ['are split at it behind a line end', ['alice: one\ntwoalice: three\n'], ['one', 'two', 'three']],
    ['are not split where a name is only mentioned', ['alice: write alice: hi'], ['write alice: hi']],
    ['may be empty', ['alice: ', 'alice: alice: hi', 'alice: \n'], ['hi']],
    ['may be longer than a read', [`alice: ${'x'.repeat(2000)}`, 'y'.repeat(500)], ['x'.repeat(2000), 'y'.repeat(500)]],
    ['may be cut in a character', [[...encoder.encode('alice: caf'), 0xc3], [0xa9]], ['café']],
    ['may be broken text', [[...encoder.encode('alice: caf'), 0xe9, 0x21]], ['caf\ufffd!']],
    ['may say NICK', ['alice: NICK', 'NICK'], ['NICK', 'NICK']],
    ['lose a name that is not theirs', ['alice: hi', 'bob: I am bob', 'mallory: me too'], ['hi', 'I am bob', 'me too']],
    ['lose the name of somebody here from the start', ['bob: I am bob'], ['I am bob']],
    ['keep what merely has a colon', ['note: buy milk'], ['note: buy milk']],
    ['keep a quoted name', ['alice: bob: hi'], ['bob: hi']],
    ['keep colons behind the first line', ['alice: shopping\nnote: milk'], ['shopping', 'note: milk']],
    ['hold no control characters', ['alice: \u001b[31mred\u0000\u0007'], ['[31mred']],
  ])('%s', (_, reads, messages) => {
    const { read, stream } = reader()
    read('alice')
    const messagesRead = read(...reads)
    expect([...messagesRead, ...stream.flush().map(({ text }) => text)]).toEqual(messages)
  })

  test('lose the name that was asked for, and the one that was given', () => {
    const { read } = reader('alice-2')
    read('alice')
    expect(read('alice: hi', 'alice-2: yoalice: 2', 'alice-2: 3alice-2: 4')).toEqual(['hi', 'yo', '2', '3', '4'])
  })

  test('are found for any name', () => {
    const { read } = reader()
    read('a.*(b)+[c]\\')
    expect(read('a.*(b)+[c]\\: hia.*(b)+[c]\\: yo')).toEqual(['hi', 'yo'])
  })
})

describe('messages of a client that ends its lines', () => {
  test.each<[string, Read[], string[]]>([
    ['are its lines', ['hi\nyo\n'], ['hi', 'yo']],
    ['end with CR LF', ['hi\r\n', 'yo\r', '\nbye\r\n'], ['hi', 'yo', 'bye']],
    ['end with CR NUL', ['hi\r\0yo\r', '\0'], ['hi', 'yo']],
    ['end with CR', ['hi\ryo\r', 'bye\r'], ['hi', 'yo', 'bye']],
    ['may be cut anywhere', ['h', 'i the', 're\ny', 'o\n'], ['hi there', 'yo']],
    ['may be empty', ['\n\r\n \n', 'hi\n'], ['hi']],
    ['may be addressed to somebody', ['bob: hi\n', 'note: milk\n'], ['bob: hi', 'note: milk']],
    ['lose the own prefix', ['alice: hi\n'], ['hi']],
    ['keep the own name within', ['do not write alice: hi\n'], ['do not write alice: hi']],
    [
      'have no telnet negotiation in them',
      [
        [0x68, 0xff, 0xf1, 0x69, 0xff],
        [0xfa, 0x18, 0x00, 0x76, 0xff, 0xf0, 0x0a],
      ],
      ['hi'],
    ],
    [
      'keep a byte that only looks like telnet',
      [
        [0x68, 0xff],
        [0x69, 0x0a],
      ],
      ['h\ufffdi'],
    ],
  ])('%s', (_, reads, messages) => {
    const { read } = reader()
    read('alice\n')
    expect(read(...reads)).toEqual(messages)
  })

  test('are held while unfinished, until a quiet moment', () => {
    const { read, stream } = reader()
    read('alice\n')
    expect(read('hi\nunfin')).toEqual(['hi'])
    expect(stream.holdsPartialLine).toBe(true)
    expect(stream.flush()).toEqual([{ type: 'message', text: 'unfin' }])
    expect(stream.holdsPartialLine).toBe(false)
    expect(stream.flush()).toEqual([])
    expect(read('yo\nbob: un', 'fin')).toEqual(['yo'])
    expect(stream.flush()).toEqual([{ type: 'message', text: 'bob: unfin' }])
  })

  test('are no longer held once one was left unfinished', () => {
    const { read, stream } = reader()
    read('alice\n', 'unfin')
    stream.flush()
    expect(read('ished')).toEqual(['ished'])
    expect(read('line\n', 'par')).toEqual(['line'])
    expect(stream.holdsPartialLine).toBe(true)
  })

  test('are not held beyond a frame', () => {
    const { read, stream } = reader()
    read('alice\n')
    expect(read('x'.repeat(65_535))).toEqual([])
    expect(read('yy')).toEqual([`${'x'.repeat(65_535)}yy`])
    expect(stream.holdsPartialLine).toBe(false)
  })
})

test('a character that is never completed comes out with a quiet moment', () => {
  const { read, stream } = reader()
  read('alice')
  expect(read([0x68, 0xf0, 0x9f])).toEqual([])
  expect(stream.holdsPartialLine).toBe(true)
  expect(stream.flush()).toEqual([{ type: 'message', text: 'h\ufffd' }])
})

test('telnet negotiation without an end does not swallow the conversation', () => {
  const { read } = reader()
  read('alice\n', [0xff, 0xfa, ...Array<number>(600).fill(0x41)], '\n')
  expect(read('hi\n')).toEqual(['hi'])
})

describe('UTF-8 is proved', () => {
  test.each<[string, Read[], boolean]>([
    ['not by ASCII', ['alice', 'alice: hi'], false],
    ['by a nickname', ['Zoë'], true],
    ['by a message', ['alice', 'alice: 😀'], true],
    ['by a character cut by a read', ['alice', [0xc3], [0xa9]], true],
    ['not by other bytes', ['alice', [0x63, 0x61, 0x66, 0xe9, 0x21]], false],
    ['not by half a character', ['alice', [0xc3]], false],
    ['not by telnet negotiation', [[0xff, 0xfb, 0x1f], 'alice\n'], false],
  ])('%s', (_, reads, proved) => {
    const { read, stream } = reader()
    read(...reads)
    expect(stream.provedUtf8).toBe(proved)
  })
})

describe('any bytes', () => {
  const scrap = constantFrom<Read>(
    'alice',
    'alice: ',
    'bob: ',
    ': ',
    '\n',
    '\r',
    '\0',
    'hi',
    'é',
    [0xff],
    [0xff, 0xfa],
    [0xff, 0xf0],
    [0xc3],
    [0xf0, 0x9f],
  )
  const anyRead = oneof(
    uint8Array({ maxLength: 50 }),
    array(scrap, { maxLength: 8 }).map((scraps) => Uint8Array.from(scraps.flatMap((one) => [...bytesOf(one)]))),
  )

  test('hold no longer a name than a nickname may be', () => {
    const { stream } = reader()
    const items = Array.from(`\n${'n'.repeat(1025)}`, (letter) => stream.push(bytesOf(letter)))
    expect(items.slice(0, -1).flat()).toEqual([])
    expect(items.at(-1)).toMatchObject([{ type: 'nickname' }])
  })

  test('give one nickname and then messages, each a visible line', () => {
    assert(
      property(array(anyRead), integer({ min: 0, max: 5 }), (reads, quietEvery) => {
        const stream = new ClassicClientStream(limits)
        const items: ClassicClientItem[] = []
        for (const [index, bytes] of reads.entries()) {
          items.push(...stream.push(bytes))
          if (index % 6 === quietEvery) items.push(...stream.flush())
          if (index === 2) stream.bind('alice', 'alice-2', (name) => name === 'bob')
        }
        items.push(...stream.flush())
        expect(stream.holdsPartialLine).toBe(false)
        expect(items.slice(1).every(({ type }) => type === 'message')).toBe(true)
        expect(items[0]?.type ?? 'nickname').toBe('nickname')
        for (const { text } of items) {
          expect(text.trim()).not.toBe('')
          expect(text).not.toMatch(/[\p{Cc}--\t]/v)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['text without an end', 'x'],
    ['reads that end within a character', '\u{1f600}x'],
  ])('are not held without bound: %s', (_, text) => {
    const { read } = reader()
    read('alice\n')
    const bytes = [...encoder.encode(text.repeat(4096)).subarray(0, -2)]
    for (let count = 1; count <= 100; count += 1) {
      if (read(bytes).length > 0) return
      expect(count * bytes.length).toBeLessThan(4 * limits.frameBytes)
    }
  })
})
