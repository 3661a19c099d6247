/** Everything that takes bytes or text from strangers, and what must hold of each whatever comes. */
import assert from 'node:assert/strict'
import { foreignProtocolOf } from '../src/core/common/arrivals.ts'
import { encodeClassicMessage } from '../src/core/common/classic/message-encoder.ts'
import { ClassicClientStream } from '../src/core/common/classic/client-stream.ts'
import { readGreeting } from '../src/core/common/classic/greeting.ts'
import { ClassicServerStream } from '../src/core/common/classic/server-stream.ts'
import { parseInput } from '../src/core/common/commands/parse-input.ts'
import { judgeGreeting } from '../src/core/common/doctor.ts'
import { lookAlikeOf } from '../src/core/common/confusable-names.ts'
import { requestSchemas } from '../src/core/common/ipc-requests.ts'
import { defaultLimits } from '../src/core/common/limits.ts'
import { mentions } from '../src/core/common/mentions.ts'
import { FrameError, FrameReader } from '../src/core/common/native/frame-reader.ts'
import { MalformedMessage, parseClientMessage, parseHostMessage } from '../src/core/common/native/messages.ts'
import { UpgradeScanner } from '../src/core/common/native/upgrade-scanner.ts'
import { nativeOffer, upgradeMark } from '../src/core/common/native/wire.ts'
import { coerceNickname, parseNickname } from '../src/core/common/nickname.ts'
import { roomLink } from '../src/core/common/room-link.ts'
import { storedPreferences } from '../src/core/common/preferences-schema.ts'
import { parseSearch } from '../src/core/node/archive/search-terms.ts'
import { inflate } from '../src/core/node/host-frames.ts'
import { addressOfLink, linkIn } from '../src/main/deep-link.ts'
import { summarisePage } from '../src/main/page-summary.ts'
import { settingsSchema } from '../src/main/settings-file.ts'
import { parseMarkdown } from '../src/renderer/markdown/parse-markdown.ts'
import { ReadRoom } from './read-room.ts'
import {
  author,
  deflatedFrame,
  frame,
  fullVisit,
  person,
  returnVisit,
  streamed,
  wholeSettings,
  wholeVisit,
} from './seeds.ts'

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
      deflatedFrame({ type: 'events', events: [{ type: 'joined', seq: 1, at: 1, person }] }),
      deflatedFrame({ type: 'bye', code: 'kicked', message: ' '.repeat(defaultLimits.frameBytes) }),
    ],
    run(bytes) {
      refusing([FrameError], () => {
        const reader = new FrameReader(defaultLimits.frameBytes, inflate)
        for (const payload of readsOf(bytes).reads.flatMap((read) => reader.push(read))) {
          assert(Buffer.byteLength(payload) <= defaultLimits.frameBytes)
          refusing([MalformedMessage], () => parseClientMessage(payload))
          refusing([MalformedMessage], () => parseHostMessage(payload))
        }
      })
    },
  },
  {
    name: 'host-words',
    seeds: [wholeVisit, returnVisit, fullVisit],
    run(bytes) {
      const room = new ReadRoom()
      for (const line of bytes.toString().split('\n')) {
        refusing([MalformedMessage], () => {
          const message = parseHostMessage(line)
          if (message) room.hear(message)
        })
      }
      room.check()
    },
  },
  {
    name: 'first-words',
    seeds: [
      'NICK',
      'HTTP/1.1 400 Bad Request\r\n',
      'GET / HTTP/1.1\r\n',
      'SSH-2.0-x\r\n',
      Buffer.from([0x16, 3, 1, 0]),
    ],
    run(bytes) {
      foreignProtocolOf(bytes)
      readGreeting(bytes)
      judgeGreeting(bytes)
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
      const text = bytes.toString()
      const link = linkIn([text])
      if (link !== null) assert.ok(addressOfLink(link).length <= 300)
      // Whatever a room is called, its link leads to it.
      assert.equal(addressOfLink(roomLink('127.0.0.1:55555', text)), '127.0.0.1:55555')
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
      for (const audience of ['window', 'classic'] as const)
        parseInput(text, { audience, isHost: false }, () => ['Amara', 'Bo'])
      mentions(text, 'Amara')
      parseSearch(text)
      parseMarkdown(text)
    },
  },
]
