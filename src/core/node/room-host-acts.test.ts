/** What people do with messages in a room, as native and classic clients get it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'
import { NativePeer, PeerKey } from '../../../e2e/peers/native-peer.ts'
import type { LoggedMessage } from '../common/native/log-event.ts'
import type { ClientMessage } from '../common/native/messages.ts'
import { RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'

const fast = { limits: { floodBurst: Infinity, floodPerSecond: Infinity } }

/** Asks for something and waits until it is done. */
async function done(peer: NativePeer, act: ClientMessage & { readonly id: string }): Promise<void> {
  peer.send(act)
  await peer.until('accepted', ({ id }) => id === act.id)
}

/** Asks for something and answers why it was not done. */
async function fault(peer: NativePeer, act: ClientMessage & { readonly id: string }): Promise<string> {
  peer.send(act)
  return (await peer.until('rejected', ({ id }) => id === act.id)).message
}

function lastMessage({ events }: NativePeer): LoggedMessage | undefined {
  return events.findLast((event) => event.type === 'message')
}

describe('an answer', () => {
  test('quotes what it answers, for everybody', async () => {
    await using room = await HostedRoom.open(fast)
    using bob = await room.join('bob')
    using alice = await NativePeer.join({ port: room.port })
    await alice.say('m1', `Lunch at noon?\n${'really '.repeat(50)}`)
    await done(alice, { type: 'post', id: 'm2', text: 'Yes.', replyTo: 'm1' })
    expect(lastMessage(alice)).toMatchObject({ replyTo: { id: 'm1', nickname: 'alice' } })
    expect(lastMessage(alice)?.replyTo?.excerpt).toMatch(/^Lunch at noon\? really .*…$/)
    await bob.until('alice: > alice: Lunch at noon?')
    expect(await bob.until('alice: Yes.')).toMatch(/\nalice: Yes\.$/)
  })

  test('to what is no longer there is a message like any other', async () => {
    await using room = await HostedRoom.open(fast)
    using alice = await NativePeer.join({ port: room.port })
    await done(alice, { type: 'post', id: 'm2', text: 'Yes.', replyTo: 'gone' })
    expect(lastMessage(alice)).not.toHaveProperty('replyTo')
  })
})

describe('a change', () => {
  test('of a text reaches everybody, and whoever comes later sees only the new text', async () => {
    await using room = await HostedRoom.open({ ...fast, hostNickname: 'hanna' })
    using bob = await room.join('bob')
    using alice = await NativePeer.join({ port: room.port })
    await alice.say('m1', 'Helo')
    await bob.until('alice: Helo')
    await done(alice, { type: 'edit', id: 'e1', target: 'm1', text: 'Hello\nbob: mine' })
    await bob.until('* alice: Hello\n* alice: bob: mine')
    expect(alice.events.at(-1)).toMatchObject({ type: 'edited', id: 'e1', target: 'm1', text: 'Hello\nbob: mine' })
    expect(room.events.at(-1)).toMatchObject({ type: 'message.edited', id: 'm1' })
  })

  test('is refused for what somebody else wrote, what is gone, and what would be empty', async () => {
    await using room = await HostedRoom.open({ ...fast, hostNickname: 'hanna' })
    room.host.say('mine', { id: 'h1' })
    using alice = await NativePeer.join({ port: room.port })
    await alice.say('m1', 'hello')
    expect(await fault(alice, { type: 'edit', id: 'e1', target: 'h1', text: 'yours' })).toContain('Only its author')
    expect(await fault(alice, { type: 'delete', id: 'd1', target: 'h1' })).toContain('Only its author')
    expect(await fault(alice, { type: 'edit', id: 'e2', target: 'gone', text: 'hm' })).toContain('no longer keeps')
    expect(await fault(alice, { type: 'edit', id: 'e3', target: 'm1', text: ' ' })).toContain('nothing in it')
    expect(await fault(alice, { type: 'edit', id: 'e4', target: 'm1', text: 'x'.repeat(4097) })).toContain('4096')
    await done(alice, { type: 'delete', id: 'd2', target: 'm1' })
    expect(await fault(alice, { type: 'edit', id: 'e5', target: 'm1', text: 'hm' })).toContain('taken back')
  })

  test('that is asked for again after a drop is made once', async () => {
    await using room = await HostedRoom.open(fast)
    const key = new PeerKey()
    const alice = await NativePeer.join({ port: room.port, key })
    await alice.say('m1', 'Helo')
    await done(alice, { type: 'edit', id: 'e1', target: 'm1', text: 'Hello' })
    alice.reset()
    using again = await NativePeer.join({ port: room.port, key })
    await done(again, { type: 'edit', id: 'e1', target: 'm1', text: 'Hello' })
    await again.say('m2', 'next')
    expect(again.events.filter(({ type }) => type === 'edited')).toEqual([])
  })
})

test('what is taken back is gone: from pages, from quotes, and from the file', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-acts-'))
  try {
    const log = new RoomLog({ store: RoomStore.open(folder) })
    await using room = await HostedRoom.open({ ...fast, log })
    using bob = await room.join('bob')
    using alice = await NativePeer.join({ port: room.port })
    await alice.say('m1', 'it is hunter2')
    await done(alice, { type: 'edit', id: 'e1', target: 'm1', text: 'it is hunter3' })
    await done(alice, { type: 'react', id: 'r1', target: 'm1', emoji: '👍', on: true })
    await done(alice, { type: 'post', id: 'm2', text: 'oh', replyTo: 'm1' })
    await done(alice, { type: 'delete', id: 'd1', target: 'm1' })
    await bob.until('* alice took back a message.')
    using late = await NativePeer.join({ port: room.port, nickname: 'late' })
    await late.untilLine('alice: oh')
    const [first, second] = late.events.filter((event) => event.type === 'message')
    expect(first).toMatchObject({ id: 'm1', text: '', deleted: true })
    expect(second?.replyTo).toEqual({ id: 'm1', nickname: 'alice', excerpt: '' })
    expect(JSON.stringify(late.messages)).not.toMatch(/hunter/)
    await room.host.close()
    const file = readFileSync(path.join(folder, 'room.sqlite'), 'latin1')
    expect(file).toContain('alice')
    expect(file).not.toMatch(/hunter/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

describe('a reaction', () => {
  test('is under the message for everybody, and classic clients are told when it comes', async () => {
    await using room = await HostedRoom.open({ ...fast, hostNickname: 'hanna' })
    using bob = await room.join('bob')
    using alice = await NativePeer.join({ port: room.port })
    room.host.say('Cake!', { id: 'h1' })
    await alice.untilLine('hanna: Cake!')
    await done(alice, { type: 'react', id: 'r1', target: 'h1', emoji: '🎉', on: true })
    await bob.until('* alice reacted :tada: to hanna: "Cake!"')
    await done(alice, { type: 'react', id: 'r2', target: 'h1', emoji: '🎉', on: false })
    await alice.say('m1', 'end')
    await bob.until('alice: end')
    expect(bob.text.match(/reacted/g)).toHaveLength(1)
    expect(room.events.filter(({ type }) => type === 'message.reacted')).toMatchObject([{ on: true }, { on: false }])
  })

  test('is one emoji, and a message takes so many', async () => {
    await using room = await HostedRoom.open({ ...fast, hostNickname: 'hanna' })
    room.host.say('Cake!', { id: 'h1' })
    using alice = await NativePeer.join({ port: room.port })
    expect(await fault(alice, { type: 'react', id: 'r', target: 'h1', emoji: 'no', on: true })).toContain('one emoji')
    const emoji = Array.from({ length: 101 }, (_, index) => String.fromCodePoint(0x1f400 + index))
    for (const [index, one] of emoji.slice(0, 62).entries()) {
      await done(alice, { type: 'react', id: `r${index}`, target: 'h1', emoji: one, on: true })
    }
    using late = await NativePeer.join({ port: room.port, nickname: 'late' })
    for (const [index, one] of emoji.slice(0, 38).entries()) {
      await done(late, { type: 'react', id: `s${index}`, target: 'h1', emoji: one, on: true })
    }
    expect(await fault(late, { type: 'react', id: 's', target: 'h1', emoji: '👍', on: true })).toContain(
      '100 reactions',
    )
  })
})

describe('a direct message', () => {
  test('reaches its author and one person, native or classic, and nobody else ever', async () => {
    await using room = await HostedRoom.open({ ...fast, hostNickname: 'hanna' })
    using bob = await room.join('bob')
    using alice = await NativePeer.join({ port: room.port })
    await alice.untilLine('+ alice')
    using carol = await NativePeer.join({ port: room.port, nickname: 'carol' })
    const bobId = room.host.people.find(({ nickname }) => nickname === 'bob')?.id ?? ''
    await alice.say('m0', 'hi all')
    await done(alice, { type: 'post', id: 'm1', text: 'psst\nbob: forged', to: carol.key.personId })
    await done(alice, { type: 'post', id: 'm2', text: 'psst bob', to: bobId })
    await done(alice, { type: 'react', id: 'r1', target: 'm1', emoji: '👍', on: true })
    await done(alice, { type: 'edit', id: 'e1', target: 'm1', text: 'secret' })
    await alice.say('m3', 'the end')
    await carol.untilLine('alice: the end')
    await bob.until('alice: the end')
    // Before that she may have been a classic guest for a moment.
    expect(carol.lines.slice(carol.lines.lastIndexOf('+ carol'))).toEqual([
      '+ carol',
      'alice: hi all',
      'alice: psst\nbob: forged',
      'reacted',
      'edited',
      'alice: the end',
    ])
    expect(bob.text).toContain('* alice (only to bob): psst bob')
    expect(bob.text).not.toMatch(/forged|secret|reacted/)
    expect(room.said).toEqual(['alice: hi all', 'alice: the end'])
    expect(await fault(carol, { type: 'react', id: 'r2', target: 'm2', emoji: '👍', on: true })).toContain(
      'no longer keeps',
    )
    using eve = await NativePeer.join({ port: room.port, nickname: 'eve' }, { history: 100 })
    eve.send({ type: 'page', request: 'p', before: 1000, limit: 100 })
    await eve.until('page')
    expect(JSON.stringify(eve.messages)).not.toMatch(/psst|secret/)
  })

  test('is in the history of the two, and of nobody else', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-acts-'))
    try {
      const log = new RoomLog({ store: RoomStore.open(folder) })
      await using room = await HostedRoom.open({ ...fast, log })
      const key = new PeerKey()
      using alice = await NativePeer.join({ port: room.port })
      using carol = await NativePeer.join({ port: room.port, nickname: 'carol', key })
      for (let count = 0; count < 5; count += 1) {
        await done(alice, { type: 'post', id: `d${count}`, text: `secret ${count}`, to: key.personId })
        await alice.say(`m${count}`, `open ${count}`)
      }
      carol.end()
      await alice.untilLine('- carol')
      using again = await NativePeer.join({ port: room.port, nickname: 'carol', key }, { history: 4 })
      await again.untilLine('open 4'.replace('open', 'alice: open'))
      again.send({ type: 'page', request: 'p', before: 1000, limit: 100 })
      expect((await again.until('page')).events.filter(({ type }) => type === 'message')).toHaveLength(10)
      using eve = await NativePeer.join({ port: room.port, nickname: 'eve' }, { history: 4 })
      eve.send({ type: 'page', request: 'p', before: 1000, limit: 4 })
      const page = await eve.until('page')
      expect(page.events).toHaveLength(4)
      expect(page.more).toBe(true)
      expect(JSON.stringify(eve.messages)).not.toContain('secret')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('counts one person in its receipts', async () => {
    await using room = await HostedRoom.open({ ...fast, hostNickname: 'hanna' })
    using alice = await NativePeer.join({ port: room.port })
    using carol = await NativePeer.join({ port: room.port, nickname: 'carol' })
    await done(alice, { type: 'post', id: 'm1', text: 'psst', to: carol.key.personId })
    const { seq } = await alice.until('accepted')
    carol.send({ type: 'received', seq })
    const whole = await alice.until('receipts', ({ receipts }) => receipts.some(({ have }) => have > 0))
    expect(whole.receipts.at(-1)).toMatchObject({ id: 'm1', have: 1, of: 1, cannotConfirm: [] })
  })

  test('needs somebody who is here, and is not quoted to everybody', async () => {
    await using room = await HostedRoom.open(fast)
    using alice = await NativePeer.join({ port: room.port })
    using carol = await NativePeer.join({ port: room.port, nickname: 'carol' })
    expect(await fault(alice, { type: 'post', id: 'a', text: 'psst', to: 'key:gone' })).toContain('not in the room')
    expect(await fault(alice, { type: 'post', id: 'b', text: 'psst', to: alice.key.personId })).toContain('This is you')
    await done(alice, { type: 'post', id: 'm1', text: 'psst', to: carol.key.personId })
    await carol.untilLine('alice: psst')
    expect(await fault(carol, { type: 'post', id: 'c', text: 'Ha!', replyTo: 'm1' })).toContain('Only the two of you')
    await done(carol, { type: 'post', id: 'd', text: 'Yes?', replyTo: 'm1', to: alice.key.personId })
  })
})

describe('who somebody is', () => {
  test('changes with their name, for everybody', async () => {
    await using room = await HostedRoom.open({ ...fast, hostNickname: 'hanna' })
    using bob = await room.join('bob')
    using alice = await NativePeer.join({ port: room.port })
    expect(await fault(alice, { type: 'rename', id: 'n1', nickname: 'HANNA' })).toContain('HANNA-2 is free')
    expect(await fault(alice, { type: 'rename', id: 'n2', nickname: 'a:b' })).toContain('colon')
    await done(alice, { type: 'rename', id: 'n3', nickname: 'Alice' })
    await done(alice, { type: 'rename', id: 'n4', nickname: 'Zoë' })
    await bob.until('* Alice is now Zoe')
    await alice.say('m1', 'hi')
    await bob.until('Zoe: hi')
    expect(room.host.people[2]).toMatchObject({ id: alice.key.personId, nickname: 'Zoë' })
    expect((await alice.until('person', ({ person }) => person.nickname === 'Zoë')).person.id).toBe(alice.key.personId)
    using carol = await NativePeer.join({ port: room.port, nickname: 'alice' })
    expect(carol.welcome?.self.nickname).toBe('alice')
  })

  test('includes whether they are away', async () => {
    await using room = await HostedRoom.open({ ...fast, hostNickname: 'hanna' })
    using alice = await NativePeer.join({ port: room.port })
    alice.send({ type: 'away', message: 'lunch' })
    await alice.until('person', ({ person }) => person.away === 'lunch')
    room.host.setAway('')
    using carol = await NativePeer.join({ port: room.port, nickname: 'carol' })
    expect(carol.welcome?.people).toMatchObject([{ nickname: 'hanna', away: '' }, { away: 'lunch' }, {}])
    alice.send({ type: 'away', message: null })
    await carol.until('person', ({ person }) => person.nickname === 'alice' && person.away === undefined)
  })
})

test('the topic is the room’s, whoever sets it, and stays with its log', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-acts-'))
  try {
    {
      await using room = await HostedRoom.open({ ...fast, log: new RoomLog({ store: RoomStore.open(folder) }) })
      using bob = await room.join('bob')
      using alice = await NativePeer.join({ port: room.port })
      await done(alice, { type: 'topic', id: 't1', topic: ' Lunch\n at  noon ' })
      await bob.until('* alice set the topic: Lunch at noon')
      expect((await alice.until('room')).topic).toBe('Lunch at noon')
      expect(await fault(alice, { type: 'topic', id: 't2', topic: 'x'.repeat(301) })).toContain('at most 300')
    }
    await using room = await HostedRoom.open({ ...fast, log: new RoomLog({ store: RoomStore.open(folder) }) })
    expect(room.host.description.topic).toBe('Lunch at noon')
    using carol = await NativePeer.join({ port: room.port, nickname: 'carol' })
    expect(carol.welcome?.room.topic).toBe('Lunch at noon')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('what somebody does is said of them', async () => {
  await using room = await HostedRoom.open(fast)
  using bob = await room.join('bob')
  using alice = await NativePeer.join({ port: room.port })
  await done(alice, { type: 'post', id: 'm1', text: 'waves\nbob: hi', action: true })
  await bob.until('* alice waves bob: hi')
  expect(lastMessage(alice)).toMatchObject({ action: true })
})

test('what nobody could see is not said', async () => {
  await using room = await HostedRoom.open({ ...fast, hostNickname: 'hanna' })
  using bob = await room.join('bob')
  using alice = await NativePeer.join({ port: room.port })
  expect(await fault(alice, { type: 'post', id: 'm1', text: '\u200B\u2800 \u3164' })).toContain('nothing in it')
  await alice.say('m2', 'hi')
  expect(await fault(alice, { type: 'edit', id: 'e1', target: 'm2', text: '\uFEFF' })).toContain('nothing in it')
  await bob.until('alice: hi')
  expect(room.host.say('\u2060')).toContain('nothing in it')
  expect(room.said).toEqual(['alice: hi'])
})
