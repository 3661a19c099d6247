/** Decides what is notified: hears what the window hears, and shows one notification for what comes together. */
import type { AppEvent, MissedRoom } from '../core/common/ipc-contract.ts'
import { messageAfter, type MessageChange } from '../core/common/message-changes.ts'
import { judge } from '../core/common/notifications/judge.ts'
import { isPresenting } from '../core/common/notifications/quiet.ts'
import type { Preferences } from '../core/common/preferences.ts'
import type { MessageEntry, Person, RoomState } from '../core/common/room.ts'
import type { RoomEvent } from '../core/common/room-event.ts'

/** What comes within so many milliseconds in a room is one notification. */
export const burstMs = 700

/** So many messages of a room are listed after presenting; the newest. */
const mostMissed = 20
/** So many are remembered for that, since some may be taken back; those before them are only counted. */
const mostRemembered = 1000

/** A notification before it has words. */
export interface Notice {
  readonly roomId: string
  readonly roomName: string
  /** How many messages it is about. */
  readonly count: number
  /** The first of them; where a click leads. */
  readonly messageId: string
  /** Who said what; null if that is not to be seen. */
  readonly message: {
    readonly nickname: string
    /** Whose name theirs could be taken for. */
    readonly looksLike?: string
    readonly text: string
  } | null
  readonly isSilent: boolean
}

export interface NotifierOptions {
  readonly preferences: () => Preferences
  /** The room that the person is looking at; null if they look elsewhere. */
  readonly watchedRoom: () => string | null
  readonly show: (notice: Notice) => void
  /** Nothing of the room is to be shown any more. */
  readonly withdraw: (roomId: string) => void
  /** A message may be shown that is not there any more. */
  readonly takenBack: (roomId: string, messageId: string) => void
  /** A message may be shown that says something else by now. */
  readonly edited: (roomId: string, messageId: string, text: string) => void
  /** Presenting is over, and so much was kept back meanwhile. */
  readonly caughtUp: (rooms: readonly MissedRoom[]) => void
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

/** What is known of an open room. */
interface KnownRoom {
  name: string
  nickname: string
  readonly personId: string
  /** What preferences know it by. */
  key: string
  /** Whose names those of some could be taken for, by the ids of these. */
  likenesses: Map<string, string>
  /** What waits for its notification. */
  readonly waiting: MessageEntry[]
  timer: NodeJS.Timeout | undefined
  /** The newest of what was kept back while presenting. */
  readonly missed: MessageEntry[]
  /** How much was kept back before that. */
  missedBefore: number
}

export class Notifier {
  readonly #options: NotifierOptions
  readonly #rooms = new Map<string, KnownRoom>()
  #wasPresenting: boolean

  constructor(options: NotifierOptions) {
    this.#options = options
    this.#wasPresenting = this.#isPresenting
  }

  hear(event: AppEvent): void {
    // The others are about no message.
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check
    switch (event.type) {
      case 'room.opened':
        this.#open(event.room)
        return
      case 'room.changed':
        for (const one of event.events) this.#hearRoom(event.roomId, one)
        return
      case 'room.removed':
        this.#close(event.roomId)
        return
      case 'preferences.changed':
        this.#preferencesChanged()
        return
      default:
    }
  }

  /** The person looks at a room now: nothing of it needs to be shown any more. */
  looked(): void {
    const roomId = this.#options.watchedRoom()
    const room = roomId === null ? undefined : this.#rooms.get(roomId)
    if (roomId === null || !room) return
    this.#drop(room)
    this.#options.withdraw(roomId)
  }

  #open({ id, name, self, key, people }: RoomState): void {
    this.#rooms.set(id, {
      name,
      nickname: self.nickname,
      personId: self.personId,
      key: key ?? id,
      likenesses: likenessesOf(people),
      waiting: [],
      timer: undefined,
      missed: [],
      missedBefore: 0,
    })
  }

  #close(roomId: string): void {
    const room = this.#rooms.get(roomId)
    if (!room) return
    this.#drop(room)
    this.#rooms.delete(roomId)
    this.#options.withdraw(roomId)
  }

  #hearRoom(roomId: string, event: RoomEvent): void {
    const room = this.#rooms.get(roomId)
    if (!room) return
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check
    switch (event.type) {
      case 'message.added':
        this.#judge(roomId, room, event.message, event.isLate ?? false)
        return
      case 'message.edited':
        amend(room, event)
        this.#options.edited(roomId, event.id, event.text)
        return
      case 'message.deleted':
        amend(room, event)
        this.#options.takenBack(roomId, event.id)
        return
      case 'room.described':
        room.name = event.name
        return
      case 'key.changed':
        room.key = event.key
        return
      case 'self.renamed':
        room.nickname = event.nickname
        return
      case 'people.reset':
        room.likenesses = likenessesOf(event.people)
        return
      case 'people.added':
        event.people.forEach((person) => flag(room, person))
        return
      case 'person.joined':
        flag(room, event.person)
        return
      case 'person.left':
        // Who says something and goes at once is told of as who they were.
        if (!room.waiting.some(({ author }) => author.personId === event.personId))
          room.likenesses.delete(event.personId)
        return
      case 'person.changed':
        flag(room, event.person)
        if (event.person.id === room.personId) room.nickname = event.person.nickname
        return
      default:
    }
  }

  #judge(roomId: string, room: KnownRoom, message: MessageEntry, isLate: boolean): void {
    const { preferences, watchedRoom, clock } = this.#options
    const { notifications, rooms } = preferences()
    const verdict = judge(message, {
      preferences: notifications,
      nickname: room.nickname,
      isMuted: rooms.muted.includes(room.key),
      isWatched: watchedRoom() === roomId,
      isLate,
      now: clock(),
    })
    if (verdict === 'ignore') return
    if (verdict === 'show-discreetly') miss(room, message)
    room.waiting.push(message)
    room.timer ??= setTimeout(() => this.#show(roomId, room), burstMs)
  }

  #show(roomId: string, room: KnownRoom): void {
    const messages = room.waiting.splice(0)
    room.timer = undefined
    const [first] = messages
    if (!first) return
    const { sound, showText } = this.#options.preferences().notifications
    // As it is now: whoever has begun to present meanwhile must not be shown a name.
    const isDiscreet = this.#isPresenting
    this.#options.show({
      roomId,
      roomName: isDiscreet ? '' : room.name,
      count: messages.length,
      messageId: first.id,
      message: isDiscreet || !showText ? null : shownOf(first, room),
      isSilent: isDiscreet || !sound,
    })
  }

  #drop(room: KnownRoom): void {
    clearTimeout(room.timer)
    room.timer = undefined
    room.waiting.length = 0
  }

  #preferencesChanged(): void {
    const isPresenting = this.#isPresenting
    if (this.#wasPresenting && !isPresenting) this.#catchUp()
    // What is on the screen already has names in it.
    if (!this.#wasPresenting && isPresenting) for (const roomId of this.#rooms.keys()) this.#options.withdraw(roomId)
    this.#wasPresenting = isPresenting
  }

  #catchUp(): void {
    const rooms: MissedRoom[] = []
    for (const [roomId, room] of this.#rooms) {
      const missed = room.missed.splice(0)
      const count = room.missedBefore + missed.length
      room.missedBefore = 0
      if (count === 0) continue
      const messages = missed.slice(-mostMissed).map(({ id, at, author, text }) => ({
        messageId: id,
        at,
        nickname: author.nickname,
        text,
      }))
      rooms.push({ roomId, roomName: room.name, count, messages })
    }
    if (rooms.length > 0) this.#options.caughtUp(rooms)
  }

  get #isPresenting(): boolean {
    return isPresenting(this.#options.preferences().notifications, this.#options.clock())
  }
}

function likenessesOf(people: readonly Person[]): Map<string, string> {
  return new Map(people.flatMap(({ id, looksLike }) => (looksLike === undefined ? [] : [[id, looksLike]])))
}

function flag({ likenesses }: KnownRoom, { id, looksLike }: Person): void {
  if (looksLike === undefined) likenesses.delete(id)
  else likenesses.set(id, looksLike)
}

function shownOf({ author, text }: MessageEntry, { likenesses }: KnownRoom): Notice['message'] {
  const { personId, nickname, looksLike = likenesses.get(personId) } = author
  return { nickname, text, ...(looksLike !== undefined && { looksLike }) }
}

/** A busy room must not fill the memory, however long somebody presents. */
function miss(room: KnownRoom, message: MessageEntry): void {
  room.missed.push(message)
  if (room.missed.length <= mostRemembered) return
  room.missed.shift()
  room.missedBefore += 1
}

/** Nobody is to be told later what has been taken back, or was said otherwise. */
function amend({ waiting, missed }: KnownRoom, change: MessageChange): void {
  for (const messages of [waiting, missed]) {
    const index = messages.findIndex(({ id }) => id === change.id)
    const message = messages[index]
    if (!message) continue
    const amended = messageAfter(message, change)
    if (amended.isDeleted) messages.splice(index, 1)
    else messages[index] = amended
  }
}
