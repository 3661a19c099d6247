import { describe, expect, test } from 'vitest'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'
import { findPython, type PythonPeer, startPythonClient } from '../../../e2e/peers/python.ts'

async function joinPython(
  room: HostedRoom,
  nickname: string,
  variant: 'ascii' | 'utf8' = 'ascii',
): Promise<PythonPeer> {
  const peer = startPythonClient({ port: room.port }, nickname, variant)
  await room.untilJoined(await peer.output.until('Connected to server!'))
  return peer
}

test('without Python, one sentence says how to get it', () => {
  expect(() => findPython(['no-such-python'])).toThrow(/^Python 3 is needed .* apt-get install python3/)
})

describe('the tutorial client in Python', () => {
  test('joins, talks and is talked to', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna' })
    await using alice = await joinPython(room, 'alice')
    await using bob = await joinPython(room, 'bob')
    alice.type('hello bob')
    await bob.output.until('alice: hello bob\n')
    await alice.output.until('alice: hello bob\n')
    room.host.say('welcome')
    await bob.output.until('hanna: welcome\n')
    expect(room.said).toEqual(['alice: hello bob', 'hanna: welcome'])
    // What comes while it is busy, it finds in one read, and prints in one line.
    expect(alice.output.text).toMatch(/^alice joined!\nConnected to server! \t \n?bob joined!/)
  })

  test('is said to have left when it is killed', async () => {
    await using room = await HostedRoom.open()
    await using alice = await joinPython(room, 'alice')
    await using bob = await joinPython(room, 'bob')
    await bob.kill()
    await alice.output.until('bob left!\n')
  })

  test('survives whatever others write', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna' })
    await using alice = await joinPython(room, 'alice')
    using guest = await room.join('Zoë 😀')
    guest.say('“café” — 日本 😀')
    await alice.output.until('Zoe :grinning:: "cafe" -')
    guest.say('NICK')
    await alice.output.until('Zoe :grinning:: NICK')
    room.host.say('é'.repeat(5000))
    room.host.say('the end')
    await alice.output.until('hanna: the end')
    alice.type('still here')
    await guest.until('alice: still here')
    // It would have posted its nickname as a message.
    expect(room.said).not.toContain('alice: alice')
  })

  test('is never asked for its nickname again, wherever its reads end', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna' })
    await using alice = await joinPython(room, 'alice')
    // Together 2,052 bytes: two full reads, and one of the last four letters.
    for (const text of ['x'.repeat(1017), 'y'.repeat(493), `${'z'.repeat(515)}NICK`]) room.host.say(text)
    await alice.output.until('NICK')
    alice.type('done')
    await alice.output.until('alice: done')
    expect(room.said).not.toContain('alice: alice')
  })

  test.skipIf(process.platform === 'win32')('nor when writes of several turns merge while it lags', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna' })
    await using alice = await joinPython(room, 'alice')
    using witness = await room.join('witness')
    await alice.output.until('witness joined!')
    alice.freeze(true)
    // A full read, and then the last four letters of the second write.
    for (const text of ['x'.repeat(1000 - 'hanna: '.length), `${'y'.repeat(24 - 'hanna: '.length)}NICK`]) {
      room.host.say(text)
      await witness.until(`hanna: ${text}`)
    }
    alice.freeze(false)
    alice.type('done')
    await alice.output.until('alice: done')
    expect(room.said).not.toContain('alice: alice')
  })

  test('ends cleanly when the room closes, instead of spinning', async () => {
    const room = await HostedRoom.open()
    await using alice = await joinPython(room, 'alice')
    await room.host.close()
    expect(await alice.exited).toBe(1)
    expect(alice.output.text).toContain('The host closed the room.\nAn error occurred! ConnectionResetError')
  })

  test('may send several messages at once and lose none', async () => {
    await using room = await HostedRoom.open()
    await using alice = await joinPython(room, 'alice')
    const texts = ['one', 'two', 'three', 'four', 'five', 'six']
    for (const text of texts) alice.type(text)
    await alice.output.until('alice: six')
    expect(room.messages.map(({ text }) => text)).toEqual(texts)
  })
})

describe('its UTF-8 variant', () => {
  test('is sent UTF-8 once it has proved that it reads it', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna' })
    await using zoe = await joinPython(room, 'zoe', 'utf8')
    room.host.say('før')
    await zoe.output.until('hanna: for\n')
    zoe.type('grüße')
    await zoe.output.until('zoe: grüße\n')
  })

  test('survives a storm that merges in its reads', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna' })
    await using zoe = await joinPython(room, 'zoe', 'utf8')
    zoe.type('ä')
    await zoe.output.until('zoe: ä')
    // An odd number of bytes before two-byte letters puts a letter across byte 1024.
    for (let index = 0; index < 40; index++) {
      room.host.say(`${index} ${'é'.repeat(400)}`)
      await room.join(`guest${index}`).then((guest) => guest.reset())
    }
    room.host.say('é'.repeat(3000))
    room.host.say('the end')
    await zoe.output.until('the end')
    zoe.type('still here')
    await zoe.output.until('zoe: still here')
  })
})
