/**
 * Owns every room of this window, hosted or joined, and answers the window's requests.
 *
 * Data flows one way: request → controller → core → room event → session → window.
 */
import { formatAddress, parseAddress, parsePort } from '../core/common/address.ts'
import type {
  AboutAnswer,
  AppEvent,
  AppSnapshot,
  RequestError,
  RequestPayload,
  WindowCall,
} from '../core/common/ipc-contract.ts'
import { defaultLimits } from '../core/common/limits.ts'
import { parseNickname } from '../core/common/nickname.ts'
import { changePreferences, type Preferences, type PreferencesChange } from '../core/common/preferences.ts'
import { failure, success, type Result } from '../core/common/result.ts'
import type { Identity } from '../core/node/identity.ts'
import { defaultRoomName } from '../core/common/room-name.ts'
import type { RequestHandlers } from './ipc.ts'
import { doctorRequests } from './doctor-requests.ts'
import { hostRoom } from './host-room.ts'
import { IdleRooms } from './idle-rooms.ts'
import { joinRoom } from './join-room.ts'
import { KnownRooms } from './known-rooms.ts'
import type { OpenRoom } from './open-room.ts'
import type { Outboxes } from './outboxes.ts'
import type { OwnCopies } from './own-copies.ts'
import { roomFolder } from './room-folder.ts'
import { noSuchRoom, roomRequests } from './room-requests.ts'
import { RoomSession, type RoomActions } from './room-session.ts'
import type { SettingsFile } from './settings-file.ts'

export interface ControllerOptions {
  readonly settings: SettingsFile
  readonly identity: Identity
  /** Absolute path of the folder in which hosted rooms are kept. */
  readonly roomsFolder: string
  /** This computer's own copies of what is said. */
  readonly copies: OwnCopies
  /** What has not been sent to the rooms of others. */
  readonly outboxes: Outboxes
  readonly publish: (event: AppEvent) => void
  readonly platform: AppSnapshot['platform']
  readonly version: string
  /** The window has told what the person has in front of them. */
  readonly attended?: (attention: RequestPayload<'window.attention'>) => void
  readonly about: () => AboutAnswer
  readonly openFolder: (which: 'data' | 'logs') => Promise<Result<null, RequestError>>
  readonly writeClipboard: (text: string) => void | Promise<void>
  readonly createId: () => string
  readonly clock: () => number
}

export class Controller {
  readonly #options: ControllerOptions
  readonly #known: KnownRooms
  readonly #sessions = new Map<string, RoomSession>()
  /** Goodbyes under way, of rooms that are no longer listed. */
  readonly #goodbyes = new Set<Promise<void>>()
  readonly #idleRooms = new IdleRooms()
  #joining: AbortController | null = null
  #isClosing = false
  /** What is asked of the window once it listens. */
  #pendingCalls: WindowCall[] = []
  #windowListens = false

  constructor(options: ControllerOptions) {
    this.#options = options
    this.#known = new KnownRooms({
      ...options,
      changed: (profile) => options.publish({ type: 'profile.changed', profile }),
    })
  }

  readonly handlers: RequestHandlers = {
    'app.snapshot': () => success(this.#snapshot()),
    'profile.update': ({ nickname }) => {
      this.#known.rename(nickname.trim())
      return success(null)
    },
    'preferences.update': (change) => {
      this.changePreferences(change)
      return success(null)
    },
    'window.attention': (attention) => {
      this.#options.attended?.(attention)
      return success(null)
    },
    'app.about': () => success(this.#options.about()),
    'app.open-folder': ({ which }) => this.#options.openFolder(which),
    'room.host': (payload) => this.#host(payload),
    'room.join': (payload) => this.#join(payload),
    'room.cancel-join': () => {
      this.#joining?.abort()
      return success(null)
    },
    ...doctorRequests((steps) => this.#options.publish({ type: 'doctor.changed', steps })),
    'room.leave': ({ roomId }) => this.#leave(roomId),
    ...roomRequests((roomId) => this.#sessions.get(roomId)),
    'room.read': ({ roomId, at }) => {
      this.#options.copies.markRead(roomId, at)
      return success(null)
    },
    'room.export': (payload) => this.#options.copies.export(payload),
    'history.search': (payload) => this.#options.copies.search(payload),
    'history.around': (payload) => this.#options.copies.around(payload),
    'recent.forget': ({ address }) => {
      // In a room that is open, what waits is not thrown away behind its back.
      if (!this.#guestSessionAt(address)) this.#options.outboxes.empty(address)
      this.#known.forgetJoined(address)
      return success(null)
    },
    'hosted.forget': ({ name }) => {
      this.#known.forgetHosted(name)
      return success(null)
    },
    'clipboard.write': async ({ text }) => {
      await this.#options.writeClipboard(text)
      return success(null)
    },
  }

  /** Asks the window to do or to say something, at once or when it first asks. */
  call(call: WindowCall): void {
    if (this.#windowListens) this.#options.publish(call)
    else this.#pendingCalls.push(call)
  }

  /** Says something in a room, as from a notification. */
  say(roomId: string, text: string): void {
    this.#sessions.get(roomId)?.actions.send({ id: this.#options.createId(), text })
  }

  changePreferences(change: PreferencesChange): void {
    const { settings, publish } = this.#options
    settings.update({ preferences: changePreferences(settings.current.preferences, change) })
    publish({ type: 'preferences.changed', preferences: settings.current.preferences })
    if (!this.#privacy.sendIdle) this.personIdle(false)
  }

  /** Says in the window what went wrong, at once or when it first asks. */
  complain(message: string): void {
    this.call({ type: 'problem.happened', message })
  }

  /** The person has gone from this computer, or is back. */
  personIdle(isIdle: boolean): void {
    if (isIdle && !this.#privacy.sendIdle) return
    this.#idleRooms.tell(isIdle, this.#sessions)
  }

  /** The page is gone, or begins anew: what comes now waits until the next one asks. */
  pageGone(): void {
    this.#windowListens = false
  }

  /** Leaves every room, closes the hosted ones for everybody, and waits for goodbyes that had begun before. */
  async close(): Promise<void> {
    this.#isClosing = true
    this.#joining?.abort()
    for (const roomId of this.#sessions.keys()) this.#leave(roomId)
    await Promise.all(this.#goodbyes)
  }

  #snapshot(): AppSnapshot {
    this.#windowListens = true
    const calls = this.#pendingCalls
    this.#pendingCalls = []
    // The window knows what to do with them once it has the answer to this.
    setImmediate(() => calls.forEach((call) => this.call(call)))
    return {
      profile: this.#known.profile,
      preferences: this.#options.settings.current.preferences,
      rooms: [...this.#sessions.values()].map((session) => session.state),
      platform: this.#options.platform,
      version: this.#options.version,
      fingerprint: this.#options.identity.fingerprint,
    }
  }

  async #host(payload: RequestPayload<'room.host'>): Promise<Result<{ roomId: string }, RequestError>> {
    const nickname = parseNickname(payload.nickname, defaultLimits)
    if (!nickname.ok) return failure({ code: 'bad-nickname', field: 'nickname', message: nickname.error })
    const port = parsePort(payload.port)
    if (!port.ok) return failure({ code: 'bad-port', field: 'port', message: port.error })
    const roomId = this.#options.createId()
    const name = payload.name.trim() || defaultRoomName(nickname.value)
    const opened = await hostRoom({
      roomId,
      name,
      nickname: nickname.value,
      // Not quite the id that the same key has as a guest: somebody may look at their own room from outside.
      personId: `host:${this.#options.identity.personId}`,
      exposure: payload.exposure,
      port: port.value,
      folder: payload.keep ? roomFolder(this.#options.roomsFolder, name) : null,
      keeping: { retention: payload.retention, everyMessageToDisk: payload.everyMessageToDisk },
      sendsTyping: () => this.#privacy.sendTyping,
    })
    if (!opened.ok) return opened
    if (this.#isClosing) return this.#abandon(opened.value)
    this.#known.hosted({ ...payload, name, nickname: nickname.value, port: port.value })
    this.#open(opened.value)
    return success({ roomId })
  }

  async #join(payload: RequestPayload<'room.join'>): Promise<Result<{ roomId: string }, RequestError>> {
    const address = parseAddress(payload.address)
    if (!address.ok) return failure({ code: 'bad-address', field: 'address', message: address.error })
    const nickname = parseNickname(payload.nickname, defaultLimits)
    if (!nickname.ok) return failure({ code: 'bad-nickname', field: 'nickname', message: nickname.error })
    const shown = formatAddress(address.value)
    const present = this.#guestSessionAt(shown)
    if (present && present.state.connection.status !== 'closed') {
      return failure({ code: 'already-joined', field: 'address', message: `You are already in the room at ${shown}.` })
    }
    if (present?.state.self.nickname === nickname.value) {
      // The same room under the same name: its conversation goes on.
      present.actions.reconnectNow()
      return success({ roomId: present.state.id })
    }
    this.#joining?.abort()
    const joining = new AbortController()
    this.#joining = joining
    const roomId = this.#options.createId()
    const { asciiOnly } = payload
    const opened = await joinRoom({
      roomId,
      address: address.value,
      nickname: nickname.value,
      asciiOnly,
      identity: this.#options.identity,
      habits: () => ({ ...this.#privacy, ...this.#options.settings.current.preferences.network }),
      outbox: this.#options.outboxes.at(shown),
      renamed: (name) => this.#known.renamedAt(shown, name),
      signal: joining.signal,
    })
    if (this.#joining === joining) this.#joining = null
    if (!opened.ok) return opened
    if (this.#isClosing) return this.#abandon(opened.value)
    // What it had not sent is taken up by the one that follows it.
    if (present) this.#leave(present.state.id)
    this.#known.joined({ address: shown, nickname: nickname.value, asciiOnly })
    this.#open(opened.value)
    return success({ roomId })
  }

  #open(room: OpenRoom): void {
    const { id: roomId, role, addresses } = room.initial
    const [address] = addresses
    const { copies } = this.#options
    const initial = { ...room.initial, ...copies.begin(roomId, room), key: copies.keyFor(roomId) }
    const session = new RoomSession(initial, room.actions, (events) =>
      this.#options.publish({ type: 'room.changed', roomId, events }),
    )
    this.#sessions.set(roomId, session)
    this.#options.publish({ type: 'room.opened', room: session.state })
    room.start((body) => {
      session.record(body)
      copies.record(roomId, body)
      // A room that was joined by its address is offered again under its name.
      if (body.type === 'room.described' && role.kind === 'guest') this.#known.named(address, body.name)
    })
  }

  #leave(roomId: string): Result<null, RequestError> {
    const session = this.#sessions.get(roomId)
    if (!session) return noSuchRoom
    this.#sessions.delete(roomId)
    session.close()
    this.#options.publish({ type: 'room.removed', roomId })
    this.#sayGoodbye(session.actions)
    this.#options.copies.end(roomId)
    return success(null)
  }

  #sayGoodbye(actions: RoomActions): void {
    const goodbye = actions.leave().finally(() => {
      this.#goodbyes.delete(goodbye)
      // What had not been sent by then waits for the next visit.
      if (!this.#isClosing) this.#known.recount()
    })
    this.#goodbyes.add(goodbye)
  }

  /** A room that opened while the app was already closing. */
  #abandon(room: OpenRoom): Result<never, RequestError> {
    this.#sayGoodbye(room.actions)
    return failure({ code: 'closing', message: 'Snug is closing.' })
  }

  #guestSessionAt(address: string): RoomSession | undefined {
    return [...this.#sessions.values()].find(
      ({ state }) => state.role.kind === 'guest' && state.addresses.includes(address),
    )
  }

  get #privacy(): Preferences['privacy'] {
    return this.#options.settings.current.preferences.privacy
  }
}
