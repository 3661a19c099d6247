import { expect, test } from 'vitest'
import { HostedRoom, openRoom, unlimited } from '../../../e2e/peers/hosted-room.ts'
import { NativePeer } from '../../../e2e/peers/native-peer.ts'
import { defaultLimits } from '../common/limits.ts'

/** What is legal Unicode, and meant to hurt. */
const texts: [what: string, text: string][] = [
  ['marks without a letter', '\u0301'.repeat(2000)],
  ['marks that turn the direction', '\u202E'.repeat(1300)],
  ['families', '👩‍👩‍👧‍👦'.repeat(150)],
  ['halves of characters', '\uD83D'.repeat(600)],
  ['broken characters and NUL', '\uFFFD\0'.repeat(1000)],
  ['markup that never ends', '`*_~'.repeat(900)],
  ['line separators', '\u2028\u0085'.repeat(700)],
]

function expectBounds(peer: NativePeer): void {
  for (const event of peer.events) {
    if (event.type === 'message') expect(Buffer.byteLength(event.text)).toBeLessThanOrEqual(defaultLimits.messageBytes)
  }
}

test.each(texts)('%s from a classic client reaches everybody, in bounds', async (_what, text) => {
  await using room = await HostedRoom.open({ limits: unlimited })
  using alice = await room.join('alice', { lineEnd: '\n' })
  using bob = await room.join('bob')
  using nora = await NativePeer.join({ port: room.port, nickname: 'nora' })
  alice.say(text)
  alice.say('still here')
  await nora.untilLine('alice: still here')
  await bob.until('alice: still here')
  expect(bob.text).toMatch(/^[\n\t\x20-\x7E]*$/)
  expectBounds(nora)
})

test.each(texts)('%s from a native client reaches everybody, in bounds', async (_what, text) => {
  await using room = await openRoom()
  using mallory = await NativePeer.join({ port: room.port, nickname: 'mallory' })
  using alice = await NativePeer.join({ port: room.port })
  mallory.post('m1', text)
  mallory.send({ type: 'rename', id: 'm2', nickname: text.slice(0, 200) })
  await mallory.until('rejected', ({ id }) => id === 'm2')
  await mallory.say('m3', 'still here')
  await alice.untilLine('mallory: still here')
  expectBounds(alice)
})
