import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AppEvent, AppSnapshot, RequestError, SnugBridge } from '../../core/common/ipc-contract.ts'
import { failure, success, type Result } from '../../core/common/result.ts'
import { newRoom } from '../../core/common/new-room.ts'
import type { RoomEvent } from '../../core/common/room-event.ts'
import { defaultPreferences } from '../../core/common/preferences.ts'
import { listed, type AppData } from './app-data.ts'
import { connectStore, type StoreConnection } from './connect-store.ts'

type Answer = Result<AppSnapshot, RequestError>

/** A main process in the test's hands: it answers when told to. */
function createPeer(): {
  bridge: SnugBridge
  emit: (event: AppEvent) => void
  answer: (answer: Answer) => Promise<void>
  reject: (reason: Error) => Promise<void>
  requests: () => number
} {
  const listeners = new Set<(event: AppEvent) => void>()
  const waiting: PromiseWithResolvers<Answer>[] = []
  let requests = 0
  return {
    bridge: {
      request: (name: string) => {
        expect(name).toBe('app.snapshot')
        requests += 1
        const answer = Promise.withResolvers<Answer>()
        waiting.push(answer)
        // The only request of this test has this answer; the signature serves all of them.
        return answer.promise as never
      },
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    emit: (event) => listeners.forEach((listener) => listener(event)),
    async answer(answer) {
      const first = waiting.shift()
      first?.resolve(answer)
      // Whoever asked waits longer for this promise than we do, and so goes on first.
      await first?.promise
    },
    async reject(reason) {
      const first = waiting.shift()
      first?.reject(reason)
      await first?.promise.catch(() => {})
    },
    requests: () => requests,
  }
}

function createStore(): StoreConnection & { data: AppData } {
  const store: StoreConnection & { data: AppData } = {
    data: {
      profile: { nickname: '', recents: [], hosted: [] },
      preferences: defaultPreferences,
      program: { platform: 'linux', version: '', fingerprint: '' },
      rooms: [],
      activeRoomId: null,
      windowFocused: true,
      atEnd: true,
    },
    update: (change) => {
      store.data = change(store.data)
    },
    ready: vi.fn(),
    act: vi.fn(),
    fail: vi.fn(),
  }
  return store
}

function snapshot(seq: number): Answer {
  const room = newRoom({
    id: 'a',
    name: 'a',
    addresses: ['a'],
    self: { personId: 'me', nickname: 'Me' },
    seq,
  })
  const profile = { nickname: 'Me', recents: [], hosted: [] }
  return success({
    profile,
    preferences: defaultPreferences,
    rooms: [room],
    platform: 'linux',
    fingerprint: 'abcd',
    version: '0',
  })
}

function renamed(...seqs: number[]): AppEvent {
  const events = seqs.map((seq): RoomEvent => ({ seq, type: 'self.renamed', nickname: `me-${seq}` }))
  return { type: 'room.changed', roomId: 'a', events }
}

function nickname(store: { data: AppData }): string | undefined {
  return listed(store.data, 'a')?.room.self.nickname
}

test('an event between the subscription and the snapshot is not lost, and not applied twice', async () => {
  const peer = createPeer()
  const store = createStore()
  connectStore(peer.bridge, store)
  peer.emit(renamed(4))
  peer.emit(renamed(5, 6))
  expect(store.ready).not.toHaveBeenCalled()
  await peer.answer(snapshot(5))
  expect(nickname(store)).toBe('me-6')
  expect(listed(store.data, 'a')?.room.seq).toBe(6)
  expect(store.ready).toHaveBeenCalledOnce()
})

test('after a gap, a new snapshot puts it right', async () => {
  const peer = createPeer()
  const store = createStore()
  connectStore(peer.bridge, store)
  await peer.answer(snapshot(1))
  peer.emit(renamed(3))
  peer.emit(renamed(4))
  expect(peer.requests()).toBe(2)
  await peer.answer(snapshot(3))
  expect(nickname(store)).toBe('me-4')
  peer.emit(renamed(5))
  expect(nickname(store)).toBe('me-5')
})

test('a gap among the events that waited asks for another snapshot and keeps those behind it', async () => {
  const peer = createPeer()
  const store = createStore()
  connectStore(peer.bridge, store)
  peer.emit(renamed(3))
  peer.emit(renamed(4))
  await peer.answer(snapshot(1))
  expect(peer.requests()).toBe(2)
  await peer.answer(snapshot(3))
  expect(nickname(store)).toBe('me-4')
})

test('a link is handed on as it comes', async () => {
  const peer = createPeer()
  const store = createStore()
  connectStore(peer.bridge, store)
  await peer.answer(snapshot(0))
  const event: AppEvent = { type: 'link.opened', address: '10.0.0.2:55555' }
  peer.emit(event)
  expect(store.act).toHaveBeenCalledExactlyOnceWith(event)
})

describe('a snapshot that fails', () => {
  const failed = failure<RequestError>({ code: 'x', message: 'It did not work.' })
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('is said and asked for again, until there is one', async () => {
    const peer = createPeer()
    const store = createStore()
    connectStore(peer.bridge, store)
    await peer.answer(failed)
    expect(store.fail).toHaveBeenLastCalledWith('It did not work. Snug keeps trying.')
    await vi.advanceTimersByTimeAsync(1000)
    expect(peer.requests()).toBe(2)
    await peer.reject(new Error('no handler'))
    expect(store.fail).toHaveBeenLastCalledWith('The window does not hear from Snug. Snug keeps trying.')
    await vi.advanceTimersByTimeAsync(2000)
    await peer.answer(snapshot(1))
    expect(store.ready).toHaveBeenCalledOnce()
    expect(store.fail).toHaveBeenLastCalledWith(null)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(peer.requests()).toBe(3)
  })

  test('costs no event: the next one covers what came before it, and what comes after is kept', async () => {
    const peer = createPeer()
    const store = createStore()
    connectStore(peer.bridge, store)
    peer.emit(renamed(1))
    await peer.answer(failed)
    peer.emit(renamed(2))
    await vi.advanceTimersByTimeAsync(1000)
    peer.emit(renamed(4))
    await peer.answer(snapshot(3))
    expect(nickname(store)).toBe('me-4')
    expect(peer.requests()).toBe(2)
  })

  test('is asked for at most every half a minute, and no longer once the window is done with it', async () => {
    const peer = createPeer()
    const disconnect = connectStore(peer.bridge, createStore())
    for (let tries = 1; tries <= 8; tries += 1) {
      expect(peer.requests()).toBe(tries)
      await peer.answer(failed)
      await vi.advanceTimersByTimeAsync(30_000)
    }
    disconnect()
    await peer.answer(failed)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(peer.requests()).toBe(9)
  })
})

test('after the end, nothing is heard', async () => {
  const peer = createPeer()
  const store = createStore()
  const disconnect = connectStore(peer.bridge, store)
  await peer.answer(snapshot(0))
  disconnect()
  peer.emit(renamed(1))
  expect(nickname(store)).toBe('Me')
})
