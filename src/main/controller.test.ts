import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ClassicPeer } from '../../e2e/peers/classic-peer.ts'
import { HostedRoom } from '../../e2e/peers/hosted-room.ts'
import { NetworkProxy } from '../../e2e/peers/network-proxy.ts'
import { ScriptedServer } from '../../e2e/peers/scripted-server.ts'
import type { AppEvent, Profile } from '../core/common/ipc-contract.ts'
import { createIdentity } from '../core/node/identity.ts'
import { Controller } from './controller.ts'
import { Outboxes } from './outboxes.ts'
import { OwnCopies } from './own-copies.ts'
import { SettingsFile } from './settings-file.ts'

let folder: string
let settings: SettingsFile
let controller: Controller
let events: AppEvent[]
let copied: string[]
let outboxes: Outboxes

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'snug-controller-'))
  begin()
})

function begin(): void {
  settings = new SettingsFile(path.join(folder, 'settings.json'), () => {})
  events = []
  copied = []
  let ids = 0
  outboxes = new Outboxes(null)
  controller = new Controller({
    settings,
    identity: createIdentity(),
    copies: new OwnCopies({ archive: null, chooseFile: async () => null, keeps: () => true, clock: Date.now }),
    outboxes,
    roomsFolder: path.join(folder, 'rooms'),
    publish: (event) => events.push(event),
    platform: 'linux',
    version: '1.2.3',
    about: () => ({
      versions: { electron: '1', chrome: '2', node: '3' },
      architecture: 'x64',
      folders: { data: folder, logs: folder },
      spellCheckLanguages: [],
    }),
    openFolder: async () => ({ ok: true, value: null }),
    writeClipboard: (text) => void copied.push(text),
    createId: () => `room-${(ids += 1)}`,
    clock: () => 1_700_000_000_000,
  })
}

/** The program ends and starts again with the same data. */
async function restart(): Promise<void> {
  await controller.close()
  await settings.close()
  begin()
}

afterEach(async () => {
  await controller.close()
  await settings.close()
  rmSync(folder, { recursive: true, force: true })
})

const join = (address: string, nickname = 'Bo') =>
  controller.handlers['room.join']({ address, nickname, asciiOnly: true })
const roomToHost = {
  name: '',
  nickname: 'Amara',
  exposure: 'this-computer',
  keep: false,
  retention: { messages: 10_000, days: 30 },
  everyMessageToDisk: false,
} as const
const host = (port: string, nickname = 'Amara') => controller.handlers['room.host']({ ...roomToHost, nickname, port })
const snapshot = () => {
  const answer = controller.handlers['app.snapshot']({})
  if (!('ok' in answer) || !answer.ok) throw new Error('no snapshot')
  return answer.value
}
const until = async (happened: (event: AppEvent) => boolean): Promise<void> => {
  while (!events.some(happened)) await new Promise((resolve) => setImmediate(resolve))
}

describe('joining', () => {
  test('a room is opened, remembered, and in the next snapshot', async () => {
    await using room = await HostedRoom.open()
    const address = `127.0.0.1:${room.port}`
    expect(await join(` ${address} `)).toEqual({ ok: true, value: { roomId: 'room-1' } })
    expect(events.find((event) => event.type === 'room.opened')).toMatchObject({
      room: { id: 'room-1', name: 'Room', addresses: [address] },
    })
    expect(snapshot()).toMatchObject({ rooms: [{ id: 'room-1' }], profile: { nickname: 'Bo', recents: [{ address }] } })
  })

  test('the room that one is in already is not joined twice', async () => {
    await using room = await HostedRoom.open()
    const address = `127.0.0.1:${room.port}`
    await join(address)
    expect(await join(address)).toMatchObject({ ok: false, error: { code: 'already-joined', field: 'address' } })
    expect(snapshot().rooms).toHaveLength(1)
  })

  test('a room that its host had closed goes on in the same place when it is joined again', async () => {
    const port = await freePort()
    await using first = await HostedRoom.open({ port })
    await join(`127.0.0.1:${port}`)
    await first.host.close()
    await until((event) => event.type === 'room.changed' && event.events.some(isClosed))
    await using again = await HostedRoom.open({ port })
    expect(await join(`127.0.0.1:${port}`)).toEqual({ ok: true, value: { roomId: 'room-1' } })
    await again.until((event) => event.type === 'person.joined')
    expect(snapshot().rooms).toHaveLength(1)
  })

  test('the next visit is under the name that one had taken last, also while the room was out of reach', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna' })
    await using proxy = await NetworkProxy.listen({ port: room.port })
    await join(`127.0.0.1:${proxy.port}`)
    const remembered = () => snapshot().profile.recents.map(({ nickname }) => nickname)
    const rename = (nickname: string) => controller.handlers['room.rename']({ roomId: 'room-1', nickname })
    await rename('Beau')
    await until((event) => event.type === 'profile.changed' && event.profile.recents[0]?.nickname === 'Beau')
    proxy.goDown()
    await until((event) => event.type === 'room.changed' && event.events.some(isReconnecting))
    await rename('Bob')
    expect(remembered()).toEqual(['Bob'])
    await controller.handlers['room.leave']({ roomId: 'room-1' })
    expect(remembered()).toEqual(['Bob'])
    expect(snapshot().profile.nickname).toBe('Bo')
  })

  test('what is wrong is said for its field, and nothing is remembered', async () => {
    expect(await join('nowhere:99999')).toMatchObject({ ok: false, error: { field: 'address' } })
    expect(await join('127.0.0.1:1', '')).toMatchObject({ ok: false, error: { field: 'nickname' } })
    expect(settings.current).toMatchObject({ nickname: '', recents: [] })
  })

  test('no more rooms are remembered than the welcome screen offers, the newest first', async () => {
    await using room = await HostedRoom.open()
    const old = Array.from({ length: 12 }, (_, index) => `10.0.0.${index}:55555`)
    settings.update({
      recents: old.map((address) => ({ address, name: address, nickname: 'Bo', asciiOnly: true, lastJoinedAt: 1 })),
    })
    await join(`127.0.0.1:${room.port}`)
    const { recents } = snapshot().profile
    expect(recents.map(({ address }) => address)).toEqual([`127.0.0.1:${room.port}`, ...old.slice(0, 11)])
    await controller.handlers['recent.forget']({ address: '10.0.0.3:55555' })
    expect(snapshot().profile.recents).toHaveLength(11)
  })
})

describe('hosting', () => {
  test('a room is remembered with the port that it got, and forgotten when that is asked for', async () => {
    const port = await freePort()
    await host(String(port))
    const [opened] = snapshot().rooms
    await controller.handlers['room.leave']({ roomId: opened?.id ?? '' })
    expect(snapshot().profile.hosted).toMatchObject([{ name: 'Amara’s room', nickname: 'Amara', port, keep: false }])
    await controller.handlers['hosted.forget']({ name: 'amara’s ROOM' })
    expect(snapshot().profile.hosted).toEqual([])
  })

  test('whether classic clients are welcome is remembered, and holds the next time unless it is said', async () => {
    const hosting = { ...roomToHost, port: String(await freePort()) }
    const isNativeOnly = (): boolean | undefined => snapshot().rooms[0]?.nativeOnly
    const hosted = await controller.handlers['room.host']({ ...hosting, nativeOnly: true })
    const roomId = hosted.ok ? hosted.value.roomId : ''
    expect([isNativeOnly(), snapshot().profile.hosted[0]?.nativeOnly]).toEqual([true, true])
    await controller.handlers['room.leave']({ roomId })
    await restart()
    await controller.handlers['room.host'](hosting)
    expect(isNativeOnly()).toBe(true)
    const moderation = { type: 'native-only', on: false } as const
    await controller.handlers['room.moderate']({ roomId: snapshot().rooms[0]?.id ?? '', moderation })
    expect([isNativeOnly(), snapshot().profile.hosted[0]?.nativeOnly]).toEqual([false, false])
  })

  test('a port that is in use is an error for its field, with one that is free', async () => {
    await using room = await HostedRoom.open()
    const answer = await host(String(room.port))
    expect(answer).toMatchObject({ ok: false, error: { code: 'port-in-use', field: 'port' } })
    const suggestion = answer.ok ? '' : (answer.error.suggestion ?? '')
    expect(await host(suggestion)).toMatchObject({ ok: true })
  })

  test('a port that cannot be one is an error for its field', async () => {
    expect(await host('http')).toMatchObject({ ok: false, error: { field: 'port' } })
  })
})

describe('starting again', () => {
  const rooms = () => snapshot().rooms.map(({ name, connection }) => `${name}: ${connection.status}`)

  test('the rooms that were open are opened again, and no others', async () => {
    await using room = await HostedRoom.open()
    const port = await freePort()
    await host(String(port), 'Hanna')
    await join(`127.0.0.1:${room.port}`)
    await join(`127.0.0.1:${port}`, 'Guest')
    await controller.handlers['room.leave']({ roomId: snapshot().rooms.at(-1)?.id ?? '' })
    await room.until((event) => event.type === 'person.joined')
    await restart()
    await controller.reopenRooms()
    await until((event) => event.type === 'room.changed' && event.events.some(isOpen))
    expect(rooms()).toEqual(['Hanna’s room: open', 'Room: open'])
    expect(snapshot().rooms.map(({ self }) => self.nickname)).toEqual(['Hanna', 'Bo'])
  })

  test('not if the person does not want that', async () => {
    await host(String(await freePort()))
    controller.changePreferences({ system: { reopenRooms: false } })
    await restart()
    await controller.reopenRooms()
    expect(rooms()).toEqual([])
  })

  test('a room of others that is out of reach is there, and tried again; an own one is said to have failed', async () => {
    const port = await freePort()
    const own = await freePort()
    {
      await using room = await HostedRoom.open({ port })
      await join(`127.0.0.1:${room.port}`)
      await until((event) => event.type === 'profile.changed' && event.profile.recents[0]?.name === 'Room')
      await host(String(own))
      await restart()
    }
    await using taken = await HostedRoom.open({ port: own })
    await controller.reopenRooms()
    expect(rooms()).toEqual(['Room: reconnecting'])
    await until((event) => event.type === 'problem.happened')
    expect(events.findLast((event) => event.type === 'problem.happened')?.message).toMatch(
      /^Your room “Amara’s room” could not be opened again\. Port \d+ is already in use/,
    )
    expect(taken.port).toBe(own)
    // Joining it by hand is no second one, and does not wait for the next attempt.
    await using again = await HostedRoom.open({ port })
    expect(await join(`127.0.0.1:${port}`)).toMatchObject({ ok: true, value: { roomId: snapshot().rooms[0]?.id } })
    await again.until((event) => event.type === 'person.joined')
    await until((event) => event.type === 'room.changed' && event.events.some(isOpen))
    expect(rooms()).toEqual(['Room: open'])
  })

  test('who was sent away stays outside, and may come back by hand', async () => {
    await using room = await HostedRoom.open()
    await join(`127.0.0.1:${room.port}`)
    await room.until((event) => event.type === 'person.joined')
    const guest = room.host.people.find(({ nickname }) => nickname === 'Bo')
    room.host.moderate({ type: 'kick', personId: guest?.id ?? '', reason: '' })
    await until((event) => event.type === 'room.changed' && event.events.some(isClosed))
    await restart()
    await controller.reopenRooms()
    expect(rooms()).toEqual([])
    expect(snapshot().profile.recents).toMatchObject([{ address: `127.0.0.1:${room.port}` }])
  })

  test('a room that is open is not forgotten for many others', async () => {
    await using room = await HostedRoom.open()
    await join(`127.0.0.1:${room.port}`)
    for (let other = 0; other < 12; other += 1) {
      await using next = await HostedRoom.open()
      const joined = await join(`127.0.0.1:${next.port}`)
      await controller.handlers['room.leave']({ roomId: joined.ok ? joined.value.roomId : '' })
    }
    await restart()
    await controller.reopenRooms()
    expect(snapshot().rooms.map(({ addresses }) => addresses[0])).toEqual([`127.0.0.1:${room.port}`])
  })

  test('one that cannot be opened this time is opened the next time, if it is not forgotten', async () => {
    const [first, second] = [await freePort(), await freePort()]
    await host(String(first), 'Amara')
    await host(String(second), 'Hanna')
    const before = snapshot().profile
    await controller.handlers['profile.update']({ nickname: 'Zoe' })
    await restart()
    {
      await using taken = await HostedRoom.open({ port: second })
      await controller.reopenRooms()
      expect(rooms()).toEqual(['Amara’s room: open'])
      expect(taken.port).toBe(second)
    }
    expect(snapshot().profile).toEqual({ ...before, nickname: 'Zoe' })
    await restart()
    await controller.reopenRooms()
    expect(rooms()).toEqual(['Amara’s room: open', 'Hanna’s room: open'])
    await controller.handlers['room.leave']({ roomId: snapshot().rooms[0]?.id ?? '' })
    await restart()
    await using taken = await HostedRoom.open({ port: second })
    await controller.reopenRooms()
    await controller.handlers['hosted.forget']({ name: 'Hanna’s room' })
    expect(settings.current.open).toEqual([])
    expect(taken.port).toBe(second)
  })

  test('ending meanwhile ends that, too', async () => {
    const ports = [await freePort(), await freePort()]
    await host(String(ports[0]), 'Amara')
    await host(String(ports[1]), 'Hanna')
    await restart()
    const reopening = controller.reopenRooms()
    await controller.close()
    await reopening
    expect(rooms()).toEqual([])
    await using first = await HostedRoom.open({ port: ports[0] ?? 0 })
    await using second = await HostedRoom.open({ port: ports[1] ?? 0 })
    expect([first.port, second.port]).toEqual(ports)
    expect(settings.current.open).toHaveLength(2)
  })

  test('a name that somebody else has at the moment is the person’s own again the next time', async () => {
    await using room = await HostedRoom.open()
    await join(`127.0.0.1:${room.port}`, 'Bo')
    await restart()
    using other = await ClassicPeer.join({ port: room.port, nickname: 'Bo' })
    await controller.reopenRooms()
    await until((event) => event.type === 'room.changed' && event.events.some(isOpen))
    expect(snapshot().rooms[0]?.self.nickname).toBe('Bo-2')
    controller.personIdle(true)
    await room.until((event) => event.type === 'person.changed' && event.person.away === '')
    await until((event) => event.type === 'room.changed' && event.events.some(({ type }) => type === 'person.changed'))
    expect(snapshot().profile.recents).toMatchObject([{ nickname: 'Bo' }])
    expect(other.text).toContain('Bo')
  })
})

describe('leaving', () => {
  test('closing waits for goodbyes that had begun before', async () => {
    const port = await freePort()
    await host(String(port))
    const [opened] = snapshot().rooms
    using peer = await ClassicPeer.join({ port })
    void controller.handlers['room.leave']({ roomId: opened?.id ?? '' })
    await controller.close()
    expect(await peer.closed).toBe('reset')
    expect(peer.text).toContain('The host closed the room.')
    expect(events.filter((event) => event.type === 'room.removed')).toHaveLength(1)
  })

  test('what was not sent is kept and counted, until its room is forgotten', async () => {
    await using server = await ScriptedServer.listen()
    const address = `127.0.0.1:${server.address.port}`
    const joining = join(address)
    const connection = await server.accept()
    await connection.letIn('Bo')
    await joining
    connection.socket.resetAndDestroy()
    await until((event) => event.type === 'room.changed' && event.events.some(isReconnecting))
    await controller.handlers['message.send']({ roomId: 'room-1', messageId: 'm', text: 'hello' })
    await controller.handlers['room.leave']({ roomId: 'room-1' })
    const waiting = ({ recents }: Profile): number | undefined => recents[0]?.waiting
    await until((event) => event.type === 'profile.changed' && waiting(event.profile) === 1)
    expect(waiting(snapshot().profile)).toBe(1)
    await controller.handlers['recent.forget']({ address })
    expect(snapshot().profile.recents).toEqual([])
    expect(outboxes.waitingAt(address)).toBe(0)
  })

  test('a room that is gone is said', async () => {
    expect(await controller.handlers['room.leave']({ roomId: 'nowhere' })).toMatchObject({
      ok: false,
      error: { code: 'no-such-room' },
    })
  })
})

describe('links and menu commands', () => {
  test('wait for the window, and come at once while it listens', async () => {
    controller.call({ type: 'link.opened', address: '10.0.0.5:55555' })
    controller.call({ type: 'command.chosen', command: 'host' })
    expect(events).toEqual([])
    snapshot()
    await until((event) => event.type === 'command.chosen')
    expect(events).toEqual([
      { type: 'link.opened', address: '10.0.0.5:55555' },
      { type: 'command.chosen', command: 'host' },
    ])
    controller.call({ type: 'link.opened', address: '10.0.0.6:55555' })
    expect(events.at(-1)).toEqual({ type: 'link.opened', address: '10.0.0.6:55555' })
  })

  test('wait again when the page begins anew, and come once', async () => {
    snapshot()
    controller.pageGone()
    controller.call({ type: 'link.opened', address: '10.0.0.5:55555' })
    expect(events).toEqual([])
    snapshot()
    snapshot()
    await until((event) => event.type === 'link.opened')
    expect(events).toHaveLength(1)
  })
})

test('what failed before the window was there, and later, is said in it', async () => {
  controller.complain('The disk is full.')
  expect(events).toEqual([])
  snapshot()
  await until((event) => event.type === 'problem.happened')
  controller.complain('It still is.')
  expect(events).toEqual([
    { type: 'problem.happened', message: 'The disk is full.' },
    { type: 'problem.happened', message: 'It still is.' },
  ])
})

test('what is answered in a notification is said in the room; where it cannot be, that is said with the text', async () => {
  await using room = await HostedRoom.open()
  await join(`127.0.0.1:${room.port}`)
  using carol = await room.join('carol')
  carol.say('Lunch?')
  await until((event) => event.type === 'room.changed' && event.events.some(({ type }) => type === 'message.added'))
  const asked = snapshot().rooms[0]?.entries.findLast(({ kind }) => kind === 'message')
  expect(controller.answer('room-1', asked?.id ?? '', 'At noon.')).toBe(true)
  await room.until((event) => event.type === 'message.added' && event.message.text === 'At noon.')
  expect(controller.answer('room-9', 'm1', 'Too late.')).toBe(false)
  expect(events.at(-1)).toMatchObject({
    type: 'problem.happened',
    message: expect.stringMatching(
      /^Your answer “Too late\.” was not sent\. You are no longer in this room\./,
    ) as string,
  })
})

test('whoever is not at the computer is away where that can be told, and nothing is said elsewhere', async () => {
  await using room = await HostedRoom.open()
  await join(`127.0.0.1:${room.port}`)
  await using server = await ScriptedServer.listen()
  const joining = join(`127.0.0.1:${server.address.port}`)
  const connection = await server.accept()
  await connection.letIn('Bo')
  await joining
  controller.personIdle(true)
  await room.until((event) => event.type === 'person.changed' && event.person.away === '')
  controller.personIdle(false)
  await room.until((event) => event.type === 'person.changed' && event.person.away === undefined)
  expect(snapshot().rooms.flatMap(({ entries }) => entries.filter(({ kind }) => kind === 'notice'))).toEqual([])
})

test('the clipboard gets the text', async () => {
  await controller.handlers['clipboard.write']({ text: '127.0.0.1:55555' })
  expect(copied).toEqual(['127.0.0.1:55555'])
})

async function freePort(): Promise<number> {
  await using room = await HostedRoom.open()
  return room.port
}

function isReconnecting(event: { readonly type: string; readonly connection?: { readonly status: string } }): boolean {
  return event.type === 'connection.changed' && event.connection?.status === 'reconnecting'
}

function isClosed(event: { readonly type: string; readonly connection?: { readonly status: string } }): boolean {
  return event.type === 'connection.changed' && event.connection?.status === 'closed'
}

function isOpen(event: { readonly type: string; readonly connection?: { readonly status: string } }): boolean {
  return event.type === 'connection.changed' && event.connection?.status === 'open'
}
