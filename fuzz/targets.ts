/** Everything that takes bytes or text from strangers, and what must hold of each whatever comes. */
import assert from 'node:assert/strict'
import { encodeClassicMessage } from '../src/core/common/classic/message-encoder.ts'
import { ClassicClientStream } from '../src/core/common/classic/client-stream.ts'
import { ClassicServerStream } from '../src/core/common/classic/server-stream.ts'
import { parseInput } from '../src/core/common/commands/parse-input.ts'
import { lookAlikeOf } from '../src/core/common/confusable-names.ts'
import { requestSchemas } from '../src/core/common/ipc-requests.ts'
import { defaultLimits } from '../src/core/common/limits.ts'
import { mentions } from '../src/core/common/mentions.ts'
import { FrameError, FrameReader } from '../src/core/common/native/frame-reader.ts'
import { MalformedMessage, parseClientMessage, parseHostMessage } from '../src/core/common/native/messages.ts'
import { UpgradeScanner } from '../src/core/common/native/upgrade-scanner.ts'
import { nativeOffer, upgradeMark } from '../src/core/common/native/wire.ts'
import { coerceNickname, parseNickname } from '../src/core/common/nickname.ts'
import { storedPreferences } from '../src/core/common/preferences-schema.ts'
import { parseSearch } from '../src/core/node/archive/search-terms.ts'
import { addressOfLink, linkIn } from '../src/main/deep-link.ts'
import { summarisePage } from '../src/main/page-summary.ts'
import { settingsSchema } from '../src/main/settings-file.ts'
import { parseMarkdown } from '../src/renderer/markdown/parse-markdown.ts'

export interface Target {
  readonly name: string
  /** Inputs to begin with: what is usual there. */
  readonly seeds: readonly (string | Uint8Array)[]
  /** @throws whatever must not happen */
  readonly run: (bytes: Buffer) => void
}

/** A stream, cut into reads where its first bytes say so. */
function readsOf(bytes: Buffer): { readonly whole: Buffer; readonly reads: Buffer[] } {
  const whole = bytes.subarray(4)
  const cuts = [...bytes.subarray(0, 4)].map((at) => at % (whole.length + 1)).toSorted((one, other) => one - other)
  const reads = [0, ...cuts].map((start, index) => whole.subarray(start, cuts[index] ?? whole.length))
  return { whole, reads: reads.filter(({ length }) => length > 0) }
}

const streamed = (text: string): string => `\u0005\u0010\u0020\u0040${text}`

function frame(message: object): Uint8Array {
  const payload = Buffer.from(JSON.stringify(message))
  const header = Buffer.alloc(4)
  header.writeUInt32BE(payload.length)
  return Buffer.concat([Buffer.from([3, 9, 27, 81]), header, payload])
}

/** Runs what may refuse its input, but only in the way that it says. */
function refusing(kinds: readonly (new (...args: never[]) => Error)[], run: () => void): void {
  try {
    run()
  } catch (error) {
    if (!kinds.some((kind) => error instanceof kind)) throw error
  }
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return bytes.toString()
  }
}

const person = { id: 'key:a', nickname: 'Amara', kind: 'native' }
const author = { personId: 'key:a', nickname: 'Amara', kind: 'native' }

const at = 1_764_000_000_000

const wholeSettings = JSON.stringify({
  version: 1,
  nickname: 'Amara',
  recents: [{ address: '127.0.0.1:55555', name: 'Room', nickname: 'Amara', asciiOnly: true, lastJoinedAt: at }],
  hosted: [
    {
      name: 'Room',
      nickname: 'Amara',
      exposure: 'this-network',
      port: 55_555,
      keep: true,
      retention: { messages: 10_000, days: 30 },
      everyMessageToDisk: false,
      lastHostedAt: at,
    },
  ],
  open: [
    { kind: 'joined', address: '127.0.0.1:55555', logId: null },
    { kind: 'hosted', name: 'Room' },
  ],
  preferences: storedPreferences(() => {}).parse({}),
  window: { bounds: { x: 0, y: 0, width: 1000, height: 700 }, maximized: false },
})

export const targets: readonly Target[] = [
  {
    name: 'classic-server-stream',
    seeds: [
      streamed('NICKalice joined!Connected to server!alice: hibob: yoalice: 2bob left!'),
      streamed(`alice joined!\nConnected to server!${nativeOffer}bob: é😀\nThat nickname is taken. You are alice2.\n`),
    ],
    run(bytes) {
      const { whole, reads } = readsOf(bytes)
      const [atOnce, cut] = [new ClassicServerStream('alice'), new ClassicServerStream('alice')]
      const expected = [...atOnce.push(whole), ...atOnce.flush()]
      const items = [...reads.flatMap((read) => cut.push(read)), ...cut.flush()]
      assert.deepEqual(items, expected)
      assert.equal(cut.holdsText, false)
    },
  },
  {
    name: 'classic-client-stream',
    seeds: [
      streamed('alicealice: hialice: there'),
      streamed('alice\r\nhello\r\n'),
      streamed('\u00FFalice\nalice: é\n'),
    ],
    run(bytes) {
      const stream = new ClassicClientStream(defaultLimits)
      stream.bind('alice', 'alice', (name) => name === 'bob')
      for (const read of readsOf(bytes).reads) stream.push(read)
      stream.flush()
      assert.equal(stream.holdsPartialLine, false)
    },
  },
  {
    name: 'upgrade-scanner',
    seeds: [streamed(`alice: hi${upgradeMark}\u0000\u0000`), streamed(upgradeMark.slice(0, -1) + upgradeMark)],
    run(bytes) {
      const { whole, reads } = readsOf(bytes)
      const collect = (parts: readonly Buffer[]): Buffer[] => {
        const scanner = new UpgradeScanner()
        const found = parts.map((part) => scanner.push(part))
        const native = found.map((part) => part.native ?? Buffer.alloc(0))
        return [Buffer.concat(found.map(({ classic }) => classic)), Buffer.concat(native)]
      }
      assert.deepEqual(collect(reads), collect([whole]))
    },
  },
  {
    name: 'native-frames',
    seeds: [
      frame({
        type: 'hello',
        version: 1,
        nickname: 'a',
        key: 'AAAA',
        signature: 'AAAA',
        nonce: 'AAAA',
        capabilities: [],
      }),
      frame({ type: 'post', id: 'p', text: 'hi', replyTo: 'q', to: 'r', action: true }),
      frame({ type: 'react', id: 'p', target: 'q', emoji: '👍', on: true }),
      frame({ type: 'person', person }),
      frame({ type: 'events', events: [{ type: 'message', seq: 1, at: 1, id: 'p', author, text: 'hi' }] }),
      frame({ type: 'events', events: [{ type: 'joined', seq: 1, at: 1, person }] }),
    ],
    run(bytes) {
      refusing([FrameError], () => {
        const reader = new FrameReader(defaultLimits.frameBytes)
        for (const payload of readsOf(bytes).reads.flatMap((read) => reader.push(read))) {
          refusing([MalformedMessage], () => parseClientMessage(payload))
          refusing([MalformedMessage], () => parseHostMessage(payload))
        }
      })
    },
  },
  {
    name: 'ipc-payloads',
    seeds: [
      JSON.stringify({ roomId: 'r', messageId: 'm', text: 'hi', replyTo: 'q' }),
      JSON.stringify({ roomId: 'r', moderation: { type: 'ban', personId: 'p', reason: '', byAddress: true } }),
      JSON.stringify({ name: 'Room', nickname: 'A', exposure: 'this-computer', port: '0', keep: true }),
      JSON.stringify({ words: 'a', author: '', skip: 0 }),
      JSON.stringify({ address: 'https://a.example/' }),
      JSON.stringify({ appearance: { theme: 'dark' }, rooms: { muted: ['a'] }, shortcuts: { find: 'Ctrl+F' } }),
    ],
    run(bytes) {
      const payload = jsonOf(bytes)
      for (const schema of Object.values(requestSchemas)) schema.safeParse(payload)
    },
  },
  {
    name: 'preferences',
    seeds: [
      JSON.stringify(storedPreferences(() => {}).parse({})),
      JSON.stringify({ appearance: { textSize: 18 }, help: 7 }),
    ],
    run(bytes) {
      const preferences = storedPreferences(() => {}).parse(jsonOf(bytes))
      const lost = (): void => assert.fail('What has been understood once is understood again.')
      assert.deepEqual(storedPreferences(lost).parse(preferences), preferences)
    },
  },
  {
    name: 'settings-file',
    seeds: [wholeSettings, JSON.stringify({ version: 1 }), JSON.stringify({ version: 1, recents: 7, preferences: {} })],
    run(bytes) {
      const { success, data } = settingsSchema(() => {}).safeParse(jsonOf(bytes))
      if (!success) return
      // What is written is what is read the next time.
      const lost = (): void => assert.fail('What has been understood once is understood again.')
      const written = JSON.stringify(data)
      assert.equal(JSON.stringify(settingsSchema(lost).parse(JSON.parse(written))), written)
    },
  },
  {
    name: 'deep-links',
    seeds: ['snug://127.0.0.1:55555', 'snug://[::1]:55555/?name=Room', 'snug://example.org'],
    run(bytes) {
      const link = linkIn([bytes.toString()])
      if (link === null) return
      assert.ok(addressOfLink(link).length <= 300)
    },
  },
  {
    name: 'web-pages',
    seeds: [
      '<html><head><title>a &amp; b</title><meta name="description" content="c"></head><body>',
      '<meta property="og:title" content=a><meta property=og:image content="/a.png"><svg><title>b</title>',
      '<script>"<title>"</script><!-- <meta -->',
    ],
    run(bytes) {
      for (const text of Object.values(summarisePage(bytes.toString()))) {
        assert.ok(text === null || (text.length > 0 && text.length <= 2000))
      }
    },
  },
  {
    name: 'nicknames',
    seeds: ['Amara', 'аmara', 'e\u0301\u0301\u0301', '\u202Eevil', '👩‍👩‍👧‍👦', 'a: b'],
    run(bytes) {
      const name = coerceNickname(bytes.toString(), defaultLimits)
      assert.equal(coerceNickname(name, defaultLimits), name)
      assert.ok(parseNickname(name, defaultLimits).ok, name)
      lookAlikeOf(name, ['Amara', 'Bo'])
    },
  },
  {
    name: 'classic-messages',
    seeds: ['héllo “you” — 😀', 'one\ntwo', '\u0301'.repeat(50), 'NICK', `alice: ${'x'.repeat(2000)}`],
    run(bytes) {
      const maxBytes = defaultLimits.classicMessageBytes
      for (const line of encodeClassicMessage('alice', bytes.toString(), { maxBytes, asciiOnly: true })) {
        assert.ok(Buffer.byteLength(line) <= maxBytes)
        assert.match(line, /^[\n\x20-\x7E]*$/)
        assert.notEqual(line, 'NICK')
      }
    },
  },
  {
    name: 'typed-text',
    seeds: [
      '/msg Amara hi',
      '/nick',
      '//me',
      '/me waves',
      'hi @Amara',
      '"a phrase" word -',
      '**a** [b](http://c)',
      '> - 1. `x`',
    ],
    run(bytes) {
      const text = bytes.toString()
      parseInput(text, { audience: 'window', isHost: false }, () => ['Amara', 'Bo'])
      mentions(text, 'Amara')
      parseSearch(text)
      parseMarkdown(text)
    },
  },
]
