/** How long somebody waits: for the newest page of a room that they join, and for what they have missed. */
import { cpSync } from 'node:fs'
import path from 'node:path'
import { NetworkProxy } from '../e2e/peers/network-proxy.ts'
import type { RoomEventBody } from '../src/core/common/room-event.ts'
import { createIdentity } from '../src/core/node/identity.ts'
import { RoomClient } from '../src/core/node/room-client.ts'
import { fillRoom, TemporaryFolder } from './filled-room.ts'
import { NativePoster } from './load/native-client.ts'
import { startHost } from './servers/programs.ts'

/** A host is asked so often before a new one takes its place: comings and goings fill the newest page, too. */
const joinsOfHost = 10
const postsUnderWay = 64

export interface JoinTimes {
  /** Milliseconds from the first byte to the welcome. */
  readonly welcome: number[]
  /** Milliseconds from the first byte to the newest page at the listener. */
  readonly page: number[]
}

/** Joins a room again and again, as somebody new each time. No messages: a room that keeps nothing. */
export async function timeJoins(messages: number, joins: number): Promise<JoinTimes> {
  using template = new TemporaryFolder()
  if (messages > 0) fillRoom(template.path, messages)
  const times: JoinTimes = { welcome: [], page: [] }
  for (let done = 0; done < joins; done += joinsOfHost) {
    using folder = new TemporaryFolder()
    const room = path.join(folder.path, 'room')
    if (messages > 0) cpSync(template.path, room, { recursive: true })
    const host = await startHost(messages > 0 ? room : null)
    try {
      for (let count = Math.min(joinsOfHost, joins - done); count > 0; count -= 1) await timeJoin(host.port, times)
    } finally {
      await host.stop()
    }
  }
  return times
}

async function timeJoin(port: number, times: JoinTimes): Promise<void> {
  const client = createClient(port)
  const startedAt = performance.now()
  const page = heard(client, ({ type }) => type === 'history.loaded')
  await join(client)
  times.welcome.push(performance.now() - startedAt)
  await page
  times.page.push(performance.now() - startedAt)
  await client.leave()
}

/** Drops a client, lets others say so much, and answers how many milliseconds it needs to have all of it; so often. */
export async function timeResumes(missed: number, runs: number): Promise<number[]> {
  using folder = new TemporaryFolder()
  const host = await startHost(folder.path)
  const proxy = await NetworkProxy.listen({ port: host.port })
  const client = createClient(proxy.port)
  try {
    await join(client)
    const poster = await NativePoster.join(host.port, 'poster')
    const times: number[] = []
    for (let run = 0; run < runs; run += 1) {
      const dropped = heard(client, isReconnecting)
      proxy.goDown()
      await dropped
      await postAll(poster, missed, run)
      proxy.comeBack()
      let left = missed
      const complete = heard(client, ({ type }) => type === 'message.added' && (left -= 1) === 0)
      const startedAt = performance.now()
      client.reconnectNow()
      await complete
      times.push(performance.now() - startedAt)
    }
    poster.leave()
    return times
  } finally {
    await client.leave()
    await proxy[Symbol.asyncDispose]()
    await host.stop()
  }
}

function isReconnecting(event: RoomEventBody): boolean {
  return event.type === 'connection.changed' && event.connection.status === 'reconnecting'
}

function postAll(poster: NativePoster, count: number, run: number): Promise<void> {
  return new Promise((resolve) => {
    let [posted, accepted] = [0, 0]
    const post = (): void => {
      posted += 1
      poster.post(`m${run}-${posted}`, `Message ${posted}.`.padEnd(100, '.'))
    }
    poster.onAccepted = () => {
      accepted += 1
      if (posted < count) post()
      if (accepted === count) resolve()
    }
    while (posted < Math.min(count, postsUnderWay)) post()
  })
}

function createClient(port: number): RoomClient {
  const address = { host: '127.0.0.1', port }
  return new RoomClient({ address, nickname: 'visitor', asciiOnly: true, identity: createIdentity() })
}

async function join(client: RoomClient): Promise<void> {
  const joined = await client.join()
  if (!joined.ok) throw new Error(joined.error.message)
}

/** The first event that is as wanted. */
function heard(client: RoomClient, isWanted: (event: RoomEventBody) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (event: RoomEventBody): void => {
      if (!isWanted(event)) return
      client.off('event', look)
      resolve()
    }
    client.on('event', look)
  })
}
