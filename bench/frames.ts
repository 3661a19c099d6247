/**
 * `npm run bench:frames`: how many bytes a message of 100 letters is on the wire, by how many of them leave together, and how long
 * the host takes to deflate them, once for everybody, and a client to inflate them.
 */
import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { encodeClassicMessage } from '../src/core/common/classic/message-encoder.ts'
import { defaultLimits } from '../src/core/common/limits.ts'
import type { LogEvent } from '../src/core/common/native/log-event.ts'
import { frameHeaderBytes } from '../src/core/common/native/wire.ts'
import { HostFrame, inflate } from '../src/core/node/host-frames.ts'
import { RoomNames } from '../src/core/node/room-names.ts'
import { talk } from './load/talk.ts'

interface Row {
  readonly messages: number
  /** Bytes of a message. */
  readonly classic: number
  readonly plain: number
  readonly deflated: number
  /** Microseconds of one message. */
  readonly deflateUs: number
  readonly inflateUs: number
}

const textBytes = 100
const authors = 100
const repetitions = 500
const classicOptions = {
  asciiOnly: true,
  maxBytes: defaultLimits.classicMessageBytes,
  names: new RoomNames(() => false).ascii,
}

function messagesOf(count: number): LogEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    type: 'message',
    id: randomUUID(),
    author: { personId: personIds[index % authors] ?? '', nickname: `guest-${index % authors}`, kind: 'native' },
    text: talk(index, textBytes),
    seq: 100_000 + index,
    at: 1_764_000_000_000 + index,
  }))
}

const personIds = Array.from({ length: authors }, () => `key:${randomUUID().replaceAll('-', '')}`)

/** Microseconds. */
function time(run: () => unknown): number {
  const startedAt = performance.now()
  for (let round = 0; round < repetitions; round += 1) run()
  return ((performance.now() - startedAt) / repetitions) * 1000
}

function measure(count: number): Row {
  const events = messagesOf(count)
  const frame = (): HostFrame => new HostFrame({ type: 'events', events }, defaultLimits.frameBytes, true)
  const { plain, deflated } = frame()
  const classic = events.flatMap((event) =>
    event.type === 'message' ? encodeClassicMessage(event.author.nickname, event.text, classicOptions) : [],
  )
  const encodeUs = time(() => frame().plain)
  const payload = deflated.subarray(frameHeaderBytes)
  const each = (whole: number): number => Math.round((whole / count) * 10) / 10
  return {
    messages: count,
    classic: each(classic.join('\n').length),
    plain: each(plain.length),
    deflated: each(deflated.length),
    deflateUs: each(Math.max(0, time(() => frame().deflated) - encodeUs)),
    inflateUs: deflated === plain ? 0 : each(time(() => inflate(payload, defaultLimits.frameBytes))),
  }
}

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
const rows = [1, 2, 10, 50, 150].map(measure)
if (values.json) console.log(JSON.stringify(rows))
else console.table(rows)
