/** How a client that turns out to be native comes in, and when the others hear of it. */
import { describe, expect, test } from 'vitest'
import { HostedRoom, openPatientRoom } from '../../../e2e/peers/hosted-room.ts'
import { NativePeer } from '../../../e2e/peers/native-peer.ts'
import { systemTimers } from './timers.ts'

describe('the upgrade', () => {
  test('everybody hears of a native client once, under its own name', async () => {
    await using room = await HostedRoom.open({ timers: systemTimers, hostNickname: 'hanna' })
    const named: string[] = []
    room.host.arrivals.on('named', ({ nickname }) => named.push(nickname))
    using bob = await room.join('bob')
    using zoe = await NativePeer.join({ port: room.port, nickname: 'Zoë', classicNickname: 'Zoe' })
    await bob.until('Zoe joined!')
    room.host.say('hello')
    expect(await bob.until('hanna: hello')).toMatch(/Connected to server! \t Zoe joined!hanna: hello$/)
    expect(named).toEqual(['bob', 'Zoë'])
    const zoeInTheRoom = { id: zoe.key.personId, nickname: 'Zoë', kind: 'native' }
    expect(room.host.people).toMatchObject([{ nickname: 'hanna', kind: 'host' }, { nickname: 'bob' }, zoeInTheRoom])
    expect(zoe.welcome).toMatchObject({
      version: 1,
      room: { id: room.host.roomId, name: 'Room', retention: { stored: false } },
      self: zoeInTheRoom,
      people: room.host.people,
    })
    await zoe.untilLine('hanna: hello')
    expect(zoe.lines).toEqual(['+ Zoë', 'hanna: hello'])
    zoe.end()
    await bob.until('Zoe left!')
  })

  test('the mark may come in pieces, with the first frames behind it', async () => {
    await using room = await openPatientRoom()
    using peer = await NativePeer.connect({ port: room.port })
    await peer.giveNickname()
    for (const byte of Buffer.from('\0SNUG\n')) {
      peer.socket.write(Uint8Array.of(byte))
      await new Promise<void>((resolve) => void setImmediate(resolve))
    }
    const { nonce } = await peer.until('challenge')
    peer.sayHello(nonce)
    await peer.until('welcome')
    expect(room.messages).toEqual([])
  })

  test('until it asks for more, it reads what every client reads', async () => {
    await using room = await openPatientRoom({ hostNickname: 'hanna' })
    using peer = await NativePeer.connect({ port: room.port })
    await peer.giveNickname()
    room.host.say('hi')
    expect(await peer.classic.until('hanna: hi')).toBe('NICKalice joined!\nConnected to server! \t hanna: hi')
    expect(room.host.people).toHaveLength(1)
  })

  test('whoever says something first is announced before it', async () => {
    await using room = await openPatientRoom()
    using alice = await NativePeer.join({ port: room.port })
    using carl = await room.connect({ nickname: 'carl' })
    await carl.enter()
    carl.say('hi')
    await alice.untilLine('carl: hi')
    expect(alice.lines).toEqual(['+ alice', '+ carl', 'carl: hi'])
    expect(carl.text).not.toContain('alice joined!')
    expect(carl.text.match(/carl joined!/g)).toHaveLength(1)
  })

  test('whoever says nothing is announced after a moment', async () => {
    await using room = await HostedRoom.open({ timers: systemTimers })
    using alice = await NativePeer.join({ port: room.port })
    using carl = await room.connect({ nickname: 'carl' })
    await carl.enter()
    await alice.untilLine('+ carl')
  })

  test('whoever goes before that was never there', async () => {
    await using room = await openPatientRoom({ hostNickname: 'hanna' })
    using alice = await NativePeer.join({ port: room.port })
    const carl = await room.connect({ nickname: 'carl' })
    await carl.enter()
    carl.end()
    await carl.closed
    room.host.say('quiet here')
    await alice.untilLine('hanna: quiet here')
    expect(alice.lines).toEqual(['+ alice', 'hanna: quiet here'])
  })

  test('a client that is slow to upgrade has left as a classic one before it joins', async () => {
    await using room = await HostedRoom.open()
    using bob = await room.join('bob')
    using alice = await NativePeer.connect({ port: room.port })
    await alice.giveNickname()
    await bob.until('alice joined!')
    alice.socket.write('\0SNUG\n')
    const { nonce } = await alice.until('challenge')
    alice.sayHello(nonce)
    await alice.until('welcome')
    expect(await bob.until(/left![^]*joined!/)).toMatch(/alice joined!alice left!\n?alice joined!$/)
    expect(room.host.people).toHaveLength(2)
  })
})
