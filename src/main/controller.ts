/**
 * Owns every room of this window, hosted or joined, and answers the window's requests.
 *
 * Data flows one way: request → controller → core → room event → session → window.
 */
import { formatAddress, parseAddress } from '../core/common/address.ts'
import type {
  AboutAnswer,
  AppEvent,
  AppSnapshot,
  RequestError,
  RequestPayload,
  WindowCall,
} from '../core/common/ipc-contract.ts'
import { hostedKey, joinedKey } from '../core/common/known-rooms.ts'
import { defaultLimits } from '../core/common/limits.ts'
import { parseNickname } from '../core/common/nickname.ts'
import { changePreferences, type Preferences, type PreferencesChange } from '../core/common/preferences.ts'
import { failure, success, type Result } from '../core/common/result.ts'
import { roomFolder } from '../core/node/room-folder.ts'
import { guestCopyKey } from '../core/node/archive/own-copy.ts'
import type { Identity } from '../core/node/identity.ts'
import type { RequestHandlers } from './ipc.ts'
import { doctorRequests } from './doctor-requests.ts'
import { hostRoom } from './host-room.ts'
import { readHostingForm } from './hosting-form.ts'
import { IdleRooms } from './idle-rooms.ts'
import { joinRoom, type JoinRequest, returnToRoom } from './join-room.ts'
import { KnownRooms } from './known-rooms.ts'
import { previewLink } from './link-preview.ts'
import { OpenRooms } from './open-rooms.ts'
import type { Outboxes } from './outboxes.ts'
import type { OwnCopies } from './own-copies.ts'
import { answerMessage, noSuchRoom, roomRequests } from './room-requests.ts'
import type { RoomThatWasOpen, SettingsFile } from './settings-file.ts'
import { unforeseen } from './unforeseen.ts'

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

type GuestPlace = Pick<JoinRequest, 'roomId' | 'address' | 'nickname' | 'asciiOnly'>

export class Controller {
  readonly #options: ControllerOptions
  readonly #known: KnownRooms
  readonly #rooms: OpenRooms
  readonly #idleRooms = new IdleRooms()
  #joining: AbortController | null = null
  #reopening: Promise<void> = Promise.resolve()
  /** What is asked of the window once it listens. */
  #pendingCalls: WindowCall[] = []
  #windowListens = false

  constructor(options: ControllerOptions) {
    this.#options = options
    this.#known = new KnownRooms({
      ...options,
      changed: (profile) => options.publish({ type: 'profile.changed', profile }),
    })
    this.#rooms = new OpenRooms({ ...options, known: this.#known })
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
    'room.leave': ({ roomId }) => (this.#rooms.leave(roomId) ? success(null) : noSuchRoom),
    ...roomRequests((roomId) => this.#rooms.sessions.get(roomId)),
    'room.read': ({ roomId, at }) => {
      this.#options.copies.markRead(roomId, at)
      return success(null)
    },
    'room.export': (payload) => this.#options.copies.export(payload),
    'history.search': (payload) => this.#options.copies.search(payload),
    'history.around': (payload) => this.#options.copies.around(payload),
    'recent.forget': ({ address }) => {
      // In a room that is open, what waits is not thrown away behind its back.
      if (!this.#rooms.guestAt(address)) this.#options.outboxes.empty(address)
      this.#known.forgetJoined(address)
      this.#rooms.forget(joinedKey(address))
      return success(null)
    },
    'hosted.forget': ({ name }) => {
      this.#known.forgetHosted(name)
      this.#rooms.forget(hostedKey(name))
      return success(null)
    },
    'link.preview': ({ address }) => previewLink(address),
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

  /** Answers a message from outside the window. Returns the answer's id; null if it could not be sent, and the window says why. */
  answer(roomId: string, messageId: string, text: string): string | null {
    const session = this.#rooms.sessions.get(roomId)
    const id = this.#options.createId()
    const answered = session ? answerMessage(session, { id, messageId, text }) : noSuchRoom
    // With the text, which nothing else keeps.
    if (!answered.ok) this.complain(`Your answer “${text}” was not sent. ${answered.error.message}`)
    return answered.ok ? id : null
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
    this.#idleRooms.tell(isIdle, this.#rooms.sessions)
  }

  /** The page is gone, or begins anew: what comes now waits until the next one asks. */
  pageGone(): void {
    this.#windowListens = false
  }

  /** Opens the rooms again that were open when the program ended. What cannot be is said in the window. */
  async reopenRooms(): Promise<void> {
    this.#reopening = this.#reopenAll()
    await this.#reopening
  }

  async #reopenAll(): Promise<void> {
    const { preferences, open } = this.#options.settings.current
    if (!preferences.system.reopenRooms) return
    this.#rooms.awaitReturnOf(open)
    for (const room of open) {
      if (this.#rooms.isClosing) return
      try {
        if (room.kind === 'joined') this.#rejoin(room)
        else await this.#hostAgain(room.name)
      } catch (error) {
        // The others are opened all the same, and the program can end.
        console.error(error)
        const name = room.kind === 'joined' ? room.address : room.name
        this.complain(`The room “${name}” could not be opened again. ${unforeseen}`)
      }
    }
  }

  /** Leaves every room, closes the hosted ones for everybody, and waits for goodbyes that had begun before. */
  async close(): Promise<void> {
    this.#joining?.abort()
    await this.#rooms.close()
    await this.#reopening
    // One that was just being opened is left by now, too.
    await this.#rooms.close()
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
      rooms: [...this.#rooms.sessions.values()].map(({ state }) => state),
      platform: this.#options.platform,
      version: this.#options.version,
      fingerprint: this.#options.identity.fingerprint,
    }
  }

  /** @param isNew it is not one of last time, about which everything is known */
  async #host(payload: RequestPayload<'room.host'>, isNew = true): Promise<Result<{ roomId: string }, RequestError>> {
    const form = readHostingForm(payload)
    if (!form.ok) return form
    const { name, nickname, port } = form.value
    const roomId = this.#options.createId()
    const nativeOnly = payload.nativeOnly ?? this.#known.hostedAs(name)?.nativeOnly
    // It may be one that was closed a moment ago.
    await this.#rooms.goodbyesSaid()
    const opened = await hostRoom({
      roomId,
      name,
      nickname,
      // Not quite the id that the same key has as a guest: somebody may look at their own room from outside.
      personId: `host:${this.#options.identity.personId}`,
      exposure: payload.exposure,
      port,
      reservedPorts: this.#known.portsBesides(name),
      folder: payload.keep ? roomFolder(this.#options.roomsFolder, name) : null,
      keeping: { retention: payload.retention, everyMessageToDisk: payload.everyMessageToDisk },
      ...(nativeOnly !== undefined && { nativeOnly }),
      sendsTyping: () => this.#privacy.sendTyping,
    })
    if (!opened.ok) return opened
    if (isNew) {
      const { nativeOnly } = opened.value.initial
      this.#known.hosted({ ...payload, name, nickname, port, nativeOnly })
    }
    return this.#rooms.open(opened.value) ? success({ roomId }) : isClosing
  }

  async #join(payload: RequestPayload<'room.join'>): Promise<Result<{ roomId: string }, RequestError>> {
    const address = parseAddress(payload.address)
    if (!address.ok) return failure({ code: 'bad-address', field: 'address', message: address.error })
    const nickname = parseNickname(payload.nickname, defaultLimits)
    if (!nickname.ok) return failure({ code: 'bad-nickname', field: 'nickname', message: nickname.error })
    const shown = formatAddress(address.value)
    const present = this.#rooms.guestAt(shown)
    if (present?.state.connection.status === 'open') {
      return failure({ code: 'already-joined', field: 'address', message: `You are already in the room at ${shown}.` })
    }
    const { asciiOnly } = payload
    const before = this.#known.profile.recents.find((recent) => recent.address === shown)
    if (present?.state.self.nickname === nickname.value && before?.asciiOnly === asciiOnly) {
      // The same room under the same name: its conversation goes on.
      present.actions.reconnectNow()
      return success({ roomId: present.state.id })
    }
    this.#joining?.abort()
    const joining = new AbortController()
    this.#joining = joining
    const roomId = this.#options.createId()
    const place = { roomId, address: address.value, nickname: nickname.value, asciiOnly }
    const opened = await joinRoom({ ...this.#asGuest(place), signal: joining.signal })
    if (this.#joining === joining) this.#joining = null
    if (!opened.ok) return opened
    // What it had not sent is taken up by the one that follows it.
    if (present) this.#rooms.leave(present.state.id)
    this.#known.joined({ address: shown, nickname: nickname.value, asciiOnly })
    return this.#rooms.open(opened.value) ? success({ roomId }) : isClosing
  }

  #asGuest(place: GuestPlace): GuestPlace & Omit<JoinRequest, 'signal'> {
    const { identity, outboxes, settings } = this.#options
    const shown = formatAddress(place.address)
    return {
      ...place,
      identity,
      habits: () => ({ ...this.#privacy, ...settings.current.preferences.network }),
      outbox: outboxes.at(shown),
      renamed: (name) => this.#known.renamedAt(shown, name),
    }
  }

  /** Goes back to a room of others. */
  #rejoin({ address: shown, logId }: Extract<RoomThatWasOpen, { kind: 'joined' }>): void {
    const before = this.#known.profile.recents.find(({ address }) => address === shown)
    const address = parseAddress(shown)
    if (!before || !address.ok || this.#rooms.guestAt(shown)) return
    const { nickname, asciiOnly } = before
    const place = { roomId: this.#options.createId(), address: address.value, nickname, asciiOnly }
    const kept = this.#options.copies.endOf(guestCopyKey(logId, shown))
    this.#rooms.open(returnToRoom(this.#asGuest(place), { ...kept, name: before.name, logId }))
  }

  async #hostAgain(name: string): Promise<void> {
    const before = this.#known.hostedAs(name)
    if (!before) return
    const opened = await this.#host({ ...before, port: String(before.port) }, false)
    if (!opened.ok && opened !== isClosing) {
      this.complain(`Your room “${before.name}” could not be opened again. ${opened.error.message}`)
    }
  }

  get #privacy(): Preferences['privacy'] {
    return this.#options.settings.current.preferences.privacy
  }
}

const isClosing: Result<never, RequestError> = failure({ code: 'closing', message: 'Snug is closing.' })
