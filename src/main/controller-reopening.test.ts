/** Which rooms are open again when the program starts the next time. */
import os from 'node:os'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ClassicPeer } from '../../e2e/peers/classic-peer.ts'
import { freePort } from '../../e2e/peers/free-port.ts'
import { HostedRoom } from '../../e2e/peers/hosted-room.ts'
import { isConnection } from '../../e2e/peers/scripted-room.ts'
import { TestedController } from './tested-controller.ts'

let app: TestedController

beforeEach(() => {
  app = new TestedController()
})

afterEach(() => app[Symbol.asyncDispose]())

const rooms = () => app.snapshot().rooms.map(({ name, connection }) => `${name}: ${connection.status}`)

test('the rooms that were open are opened again, and no others', async () => {
  await using room = await HostedRoom.open()
  const port = await freePort()
  await app.host(String(port), 'Hanna')
  await app.join(`127.0.0.1:${room.port}`)
  await app.join(`127.0.0.1:${port}`, 'Guest')
  await app.handlers['room.leave']({ roomId: app.snapshot().rooms.at(-1)?.id ?? '' })
  await room.until((event) => event.type === 'person.joined')
  await app.restart()
  await app.controller.reopenRooms()
  await app.untilInRoom(isConnection('open'))
  expect(rooms()).toEqual(['Hanna’s room: open', 'Room: open'])
  expect(app.snapshot().rooms.map(({ self }) => self.nickname)).toEqual(['Hanna', 'Bo'])
})

test('no room is opened again if the person does not want that', async () => {
  await app.host(String(await freePort()))
  app.controller.changePreferences({ system: { reopenRooms: false } })
  await app.restart()
  await app.controller.reopenRooms()
  expect(rooms()).toEqual([])
})

test('a room of others that is out of reach is there, and tried again; an own one is said to have failed', async () => {
  const port = await freePort()
  const own = await freePort()
  {
    await using room = await HostedRoom.open({ port })
    await app.join(`127.0.0.1:${room.port}`)
    await app.until((event) => event.type === 'profile.changed' && event.profile.recents[0]?.name === 'Room')
    await app.host(String(own))
    await app.restart()
  }
  await using taken = await HostedRoom.open({ port: own })
  await app.controller.reopenRooms()
  expect(rooms()).toEqual(['Room: reconnecting'])
  await app.until((event) => event.type === 'problem.happened')
  expect(app.events.findLast((event) => event.type === 'problem.happened')?.message).toMatch(
    /^Your room “Amara’s room” could not be opened again\. Port \d+ is already in use/,
  )
  expect(taken.port).toBe(own)
  // Joining it by hand is no second one, and does not wait for the next attempt.
  await using again = await HostedRoom.open({ port })
  expect(await app.join(`127.0.0.1:${port}`)).toMatchObject({
    ok: true,
    value: { roomId: app.snapshot().rooms[0]?.id },
  })
  await again.until((event) => event.type === 'person.joined')
  await app.untilInRoom(isConnection('open'))
  expect(rooms()).toEqual(['Room: open'])
})

test('who was sent away stays outside, and may come back by hand', async () => {
  await using room = await HostedRoom.open()
  await app.join(`127.0.0.1:${room.port}`)
  await room.until((event) => event.type === 'person.joined')
  const guest = room.host.people.find(({ nickname }) => nickname === 'Bo')
  room.host.moderate({ type: 'kick', personId: guest?.id ?? '', reason: '' })
  await app.untilInRoom(isConnection('closed'))
  await app.restart()
  await app.controller.reopenRooms()
  expect(rooms()).toEqual([])
  expect(app.snapshot().profile.recents).toMatchObject([{ address: `127.0.0.1:${room.port}` }])
})

test('a room that is open is not forgotten for many others', async () => {
  await using room = await HostedRoom.open()
  await app.join(`127.0.0.1:${room.port}`)
  for (let other = 0; other < 12; other += 1) {
    await using next = await HostedRoom.open()
    const joined = await app.join(`127.0.0.1:${next.port}`)
    await app.handlers['room.leave']({ roomId: joined.ok ? joined.value.roomId : '' })
  }
  await app.restart()
  await app.controller.reopenRooms()
  expect(app.snapshot().rooms.map(({ addresses }) => addresses[0])).toEqual([`127.0.0.1:${room.port}`])
})

test('a room that cannot be opened this time is opened the next time, if it is not forgotten', async () => {
  const [first, second] = [await freePort(), await freePort()]
  await app.host(String(first), 'Amara')
  await app.host(String(second), 'Hanna')
  const before = app.snapshot().profile
  await app.handlers['profile.update']({ nickname: 'Zoe' })
  await app.restart()
  {
    await using taken = await HostedRoom.open({ port: second })
    await app.controller.reopenRooms()
    expect(rooms()).toEqual(['Amara’s room: open'])
    expect(taken.port).toBe(second)
  }
  expect(app.snapshot().profile).toEqual({ ...before, nickname: 'Zoe' })
  await app.restart()
  await app.controller.reopenRooms()
  expect(rooms()).toEqual(['Amara’s room: open', 'Hanna’s room: open'])
  await app.handlers['room.leave']({ roomId: app.snapshot().rooms[0]?.id ?? '' })
  await app.restart()
  await using taken = await HostedRoom.open({ port: second })
  await app.controller.reopenRooms()
  await app.handlers['hosted.forget']({ name: 'Hanna’s room' })
  expect(app.settings.current.open).toEqual([])
  expect(taken.port).toBe(second)
})

test('ending while rooms are opened again ends that, too', async () => {
  const ports = [await freePort(), await freePort()]
  await app.host(String(ports[0]), 'Amara')
  await app.host(String(ports[1]), 'Hanna')
  await app.restart()
  const reopening = app.controller.reopenRooms()
  await app.controller.close()
  await reopening
  expect(rooms()).toEqual([])
  await using first = await HostedRoom.open({ port: ports[0] ?? 0 })
  await using second = await HostedRoom.open({ port: ports[1] ?? 0 })
  expect([first.port, second.port]).toEqual(ports)
  expect(app.settings.current.open).toHaveLength(2)
})

test('a name that somebody else has at the moment is the person’s own again the next time', async () => {
  await using room = await HostedRoom.open()
  await app.join(`127.0.0.1:${room.port}`, 'Bo')
  await app.restart()
  using other = await ClassicPeer.join({ port: room.port, nickname: 'Bo' })
  await app.controller.reopenRooms()
  await app.untilInRoom(isConnection('open'))
  expect(app.snapshot().rooms[0]?.self.nickname).toBe('Bo-2')
  app.controller.personIdle(true)
  await room.until((event) => event.type === 'person.changed' && event.person.away === '')
  await app.untilInRoom(({ type }) => type === 'person.changed')
  expect(app.snapshot().profile.recents).toMatchObject([{ nickname: 'Bo' }])
  expect(other.text).toContain('Bo')
})

test('a room that fails in no foreseen way keeps neither the others nor the end of the program', async () => {
  await app.host(String(await freePort()), 'Amara')
  await app.host(String(await freePort()), 'Hanna')
  await app.restart()
  using failing = vi.spyOn(os, 'networkInterfaces').mockImplementationOnce(() => {
    throw new Error('The system has no more files.')
  })
  using printing = vi.spyOn(console, 'error').mockReturnValue()
  await app.controller.reopenRooms()
  expect(failing).toHaveBeenCalled()
  expect(printing).toHaveBeenCalledOnce()
  expect(rooms()).toEqual(['Hanna’s room: open'])
  app.snapshot()
  await app.until((event) => event.type === 'problem.happened')
  expect(app.events.findLast((event) => event.type === 'problem.happened')?.message).toBe(
    'The room “Amara’s room” could not be opened again. Something went wrong inside Snug. Please try again.',
  )
  await app.controller.close()
})
