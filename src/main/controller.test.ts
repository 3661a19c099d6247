import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ClassicPeer } from '../../e2e/peers/classic-peer.ts'
import { freePort } from '../../e2e/peers/free-port.ts'
import { HostedRoom } from '../../e2e/peers/hosted-room.ts'
import { NetworkProxy } from '../../e2e/peers/network-proxy.ts'
import { isConnection } from '../../e2e/peers/scripted-room.ts'
import { ScriptedServer } from '../../e2e/peers/scripted-server.ts'
import type { Profile } from '../core/common/ipc-contract.ts'
import { findFreePort } from '../core/node/network-errors.ts'
import { TestedController } from './tested-controller.ts'

let app: TestedController

beforeEach(() => {
  app = new TestedController()
})

afterEach(() => app[Symbol.asyncDispose]())

/** A room that was joined, closed by its host, and is open again. */
async function reopenedRoom(): Promise<HostedRoom> {
  await using first = await HostedRoom.open({ port: await freePort() })
  const { port } = first
  await app.join(`127.0.0.1:${port}`)
  await first.host.close()
  await app.untilInRoom(isConnection('closed'))
  return await HostedRoom.open({ port })
}

describe('joining', () => {
  test('a room is opened, remembered, and in the next snapshot', async () => {
    await using room = await HostedRoom.open()
    const address = `127.0.0.1:${room.port}`
    expect(await app.join(` ${address} `)).toEqual({ ok: true, value: { roomId: 'room-1' } })
    expect(app.events.find((event) => event.type === 'room.opened')).toMatchObject({
      room: { id: 'room-1', name: 'Room', addresses: [address] },
    })
    expect(app.snapshot()).toMatchObject({
      rooms: [{ id: 'room-1' }],
      profile: { nickname: 'Bo', recents: [{ address }] },
    })
  })

  test('the room that one is in already is not joined twice', async () => {
    await using room = await HostedRoom.open()
    const address = `127.0.0.1:${room.port}`
    await app.join(address)
    expect(await app.join(address)).toMatchObject({ ok: false, error: { code: 'already-joined', field: 'address' } })
    expect(app.snapshot().rooms).toHaveLength(1)
  })

  test('a room that its host had closed goes on in the same place when it is joined again', async () => {
    await using again = await reopenedRoom()
    expect(await app.join(`127.0.0.1:${again.port}`)).toEqual({ ok: true, value: { roomId: 'room-1' } })
    await again.until((event) => event.type === 'person.joined')
    expect(app.snapshot().rooms).toHaveLength(1)
  })

  test('a room that is joined again with other letters is entered anew, and that is remembered', async () => {
    await using again = await reopenedRoom()
    expect(await app.join(`127.0.0.1:${again.port}`, 'Bo', false)).toEqual({ ok: true, value: { roomId: 'room-2' } })
    await again.until((event) => event.type === 'person.joined')
    expect(app.snapshot()).toMatchObject({ rooms: [{ id: 'room-2' }], profile: { recents: [{ asciiOnly: false }] } })
  })

  test('the next visit is under the name that one had taken last, also while the room was out of reach', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna' })
    await using proxy = await NetworkProxy.listen({ port: room.port })
    await app.join(`127.0.0.1:${proxy.port}`)
    const remembered = () => app.snapshot().profile.recents.map(({ nickname }) => nickname)
    const rename = (nickname: string) => app.handlers['room.rename']({ roomId: 'room-1', nickname })
    await rename('Beau')
    await app.until((event) => event.type === 'profile.changed' && event.profile.recents[0]?.nickname === 'Beau')
    proxy.goDown()
    await app.untilInRoom(isConnection('reconnecting'))
    await rename('Bob')
    expect(remembered()).toEqual(['Bob'])
    await app.handlers['room.leave']({ roomId: 'room-1' })
    expect(remembered()).toEqual(['Bob'])
    expect(app.snapshot().profile.nickname).toBe('Bo')
  })

  test('what is wrong is said for its field, and nothing is remembered', async () => {
    expect(await app.join('nowhere:99999')).toMatchObject({ ok: false, error: { field: 'address' } })
    expect(await app.join('127.0.0.1:1', '')).toMatchObject({ ok: false, error: { field: 'nickname' } })
    expect(await app.host('high', 'a:b')).toMatchObject({
      ok: false,
      error: { field: 'nickname', also: [{ field: 'port' }] },
    })
    expect(app.settings.current).toMatchObject({ nickname: '', recents: [] })
  })

  test('no more rooms are remembered than the welcome screen offers, the newest first', async () => {
    await using room = await HostedRoom.open()
    const old = Array.from({ length: 12 }, (_, index) => `10.0.0.${index}:55555`)
    app.settings.update({
      recents: old.map((address) => ({ address, name: address, nickname: 'Bo', asciiOnly: true, lastJoinedAt: 1 })),
    })
    await app.join(`127.0.0.1:${room.port}`)
    const { recents } = app.snapshot().profile
    expect(recents.map(({ address }) => address)).toEqual([`127.0.0.1:${room.port}`, ...old.slice(0, 11)])
    await app.handlers['recent.forget']({ address: '10.0.0.3:55555' })
    expect(app.snapshot().profile.recents).toHaveLength(11)
  })
})

describe('hosting', () => {
  test('a room is remembered with the port that it got, and forgotten when that is asked for', async () => {
    const port = await freePort()
    await app.host(String(port))
    const [opened] = app.snapshot().rooms
    await app.handlers['room.leave']({ roomId: opened?.id ?? '' })
    expect(app.snapshot().profile.hosted).toMatchObject([
      { name: 'Amara’s room', nickname: 'Amara', port, keep: false },
    ])
    await app.handlers['hosted.forget']({ name: 'amara’s ROOM' })
    expect(app.snapshot().profile.hosted).toEqual([])
  })

  test('whether classic clients are welcome is remembered, and holds the next time unless it is said', async () => {
    const port = String(await freePort())
    const isNativeOnly = (): boolean | undefined => app.snapshot().rooms[0]?.nativeOnly
    const hosted = await app.host(port, 'Amara', { nativeOnly: true })
    const roomId = hosted.ok ? hosted.value.roomId : ''
    expect([isNativeOnly(), app.snapshot().profile.hosted[0]?.nativeOnly]).toEqual([true, true])
    await app.handlers['room.leave']({ roomId })
    await app.restart()
    await app.host(port)
    expect(isNativeOnly()).toBe(true)
    const moderation = { type: 'native-only', on: false } as const
    await app.handlers['room.moderate']({ roomId: app.snapshot().rooms[0]?.id ?? '', moderation })
    expect([isNativeOnly(), app.snapshot().profile.hosted[0]?.nativeOnly]).toEqual([false, false])
  })

  test('a port that is in use is an error for its field, with one that is free', async () => {
    await using room = await HostedRoom.open()
    const answer = await app.host(String(room.port))
    expect(answer).toMatchObject({ ok: false, error: { code: 'port-in-use', field: 'port' } })
    const suggestion = answer.ok ? '' : (answer.error.suggestion ?? '')
    expect(await app.host(suggestion)).toMatchObject({ ok: true })
  })

  test('no port of another own room is offered, though that is closed at the moment', async () => {
    const taken = await freePort()
    const next = await findFreePort(taken + 1, ['127.0.0.1'])
    await app.host(String(next), 'Kenji')
    await app.handlers['room.leave']({ roomId: 'room-1' })
    await using other = await HostedRoom.open({ port: taken })
    const answer = await app.host(String(other.port))
    expect(answer).toMatchObject({ error: { code: 'port-in-use', suggestion: expect.stringMatching(/^\d+$/) } })
    expect(answer).not.toMatchObject({ error: { suggestion: String(next) } })
    // The room itself may go where it was.
    expect(await app.host(String(next), 'Kenji')).toMatchObject({ ok: true })
  })

  test('a room that is hosted again at once goes on with what was said in it', async () => {
    const port = await freePort()
    await app.host(String(port), 'Amara', { keep: true })
    const roomId = app.snapshot().rooms[0]?.id ?? ''
    using bo = await ClassicPeer.join({ port, nickname: 'Bo' })
    await app.handlers['message.send']({ roomId, messageId: 'm1', text: 'Soup or salad?' })
    await bo.until('Soup or salad?')
    // Bo is given a moment to read that it is closed.
    await app.handlers['room.leave']({ roomId })
    await app.host(String(port), 'Amara', { keep: true })
    expect(app.snapshot().rooms[0]?.entries).toMatchObject([{ text: 'Soup or salad?' }])
  })

  test('a port that cannot be one is an error for its field', async () => {
    expect(await app.host('http')).toMatchObject({ ok: false, error: { field: 'port' } })
  })
})

describe('leaving', () => {
  test('closing waits for goodbyes that had begun before', async () => {
    const port = await freePort()
    await app.host(String(port))
    const [opened] = app.snapshot().rooms
    using peer = await ClassicPeer.join({ port })
    void app.handlers['room.leave']({ roomId: opened?.id ?? '' })
    await app.controller.close()
    expect(await peer.closed).toBe('reset')
    expect(peer.text).toContain('The host closed the room.')
    expect(app.events.filter((event) => event.type === 'room.removed')).toHaveLength(1)
  })

  test('what was not sent is kept and counted, until its room is forgotten', async () => {
    await using server = await ScriptedServer.listen()
    const address = `127.0.0.1:${server.address.port}`
    const joining = app.join(address)
    const connection = await server.accept()
    await connection.letIn('Bo')
    await joining
    connection.socket.resetAndDestroy()
    await app.untilInRoom(isConnection('reconnecting'))
    await app.handlers['message.send']({ roomId: 'room-1', messageId: 'm', text: 'hello' })
    await app.handlers['room.leave']({ roomId: 'room-1' })
    const waiting = ({ recents }: Profile): number | undefined => recents[0]?.waiting
    await app.until((event) => event.type === 'profile.changed' && waiting(event.profile) === 1)
    expect(waiting(app.snapshot().profile)).toBe(1)
    await app.handlers['recent.forget']({ address })
    expect(app.snapshot().profile.recents).toEqual([])
    expect(app.outboxes.waitingAt(address)).toBe(0)
  })

  test('a room that is gone is said', async () => {
    expect(await app.handlers['room.leave']({ roomId: 'nowhere' })).toMatchObject({
      ok: false,
      error: { code: 'no-such-room' },
    })
  })
})

describe('links and menu commands', () => {
  test('wait for the window, and come at once while it listens', async () => {
    app.controller.call({ type: 'link.opened', address: '10.0.0.5:55555' })
    app.controller.call({ type: 'command.chosen', command: 'host' })
    expect(app.events).toEqual([])
    app.snapshot()
    await app.until((event) => event.type === 'command.chosen')
    expect(app.events).toEqual([
      { type: 'link.opened', address: '10.0.0.5:55555' },
      { type: 'command.chosen', command: 'host' },
    ])
    app.controller.call({ type: 'link.opened', address: '10.0.0.6:55555' })
    expect(app.events.at(-1)).toEqual({ type: 'link.opened', address: '10.0.0.6:55555' })
  })

  test('wait again when the page begins anew, and come once', async () => {
    app.snapshot()
    app.controller.pageGone()
    app.controller.call({ type: 'link.opened', address: '10.0.0.5:55555' })
    expect(app.events).toEqual([])
    app.snapshot()
    app.snapshot()
    await app.until((event) => event.type === 'link.opened')
    expect(app.events).toHaveLength(1)
  })
})

test('what failed before the window was there, and later, is said in it', async () => {
  app.controller.complain('The disk is full.')
  expect(app.events).toEqual([])
  app.snapshot()
  await app.until((event) => event.type === 'problem.happened')
  app.controller.complain('It still is.')
  expect(app.events).toEqual([
    { type: 'problem.happened', message: 'The disk is full.' },
    { type: 'problem.happened', message: 'It still is.' },
  ])
})

test('what is answered in a notification is said in the room; where it cannot be, that is said with the text', async () => {
  await using room = await HostedRoom.open()
  await app.join(`127.0.0.1:${room.port}`)
  using carol = await room.join('carol')
  carol.say('Lunch?')
  await app.untilInRoom(({ type }) => type === 'message.added')
  const asked = app.snapshot().rooms[0]?.entries.findLast(({ kind }) => kind === 'message')
  const answer = app.controller.answer('room-1', asked?.id ?? '', 'At noon.')
  await room.until((event) => event.type === 'message.added' && event.message.text === 'At noon.')
  expect(app.snapshot().rooms[0]?.entries.find(({ id }) => id === answer)).toMatchObject({ text: 'At noon.' })
  expect(app.controller.answer('room-9', 'm1', 'Too late.')).toBe(null)
  expect(app.events.at(-1)).toMatchObject({
    type: 'problem.happened',
    message: expect.stringMatching(
      /^Your answer “Too late\.” was not sent\. You are no longer in this room\./,
    ) as string,
  })
})

test('whoever is not at the computer is away where that can be told, and nothing is said elsewhere', async () => {
  await using room = await HostedRoom.open()
  await app.join(`127.0.0.1:${room.port}`)
  await using server = await ScriptedServer.listen()
  const joining = app.join(`127.0.0.1:${server.address.port}`)
  const connection = await server.accept()
  await connection.letIn('Bo')
  await joining
  app.controller.personIdle(true)
  await room.until((event) => event.type === 'person.changed' && event.person.away === '')
  app.controller.personIdle(false)
  await room.until((event) => event.type === 'person.changed' && event.person.away === undefined)
  expect(app.snapshot().rooms.flatMap(({ entries }) => entries.filter(({ kind }) => kind === 'notice'))).toEqual([])
})

test('the clipboard gets the text', async () => {
  await app.handlers['clipboard.write']({ text: '127.0.0.1:55555' })
  expect(app.copied).toEqual(['127.0.0.1:55555'])
})
