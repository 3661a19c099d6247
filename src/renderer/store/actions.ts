/** What a person can do. Every action asks the main process; what comes of it arrives as events. */
import type { RecentRoom, RequestError, RequestPayload } from '../../core/common/ipc-contract.ts'
import { defaultHost, defaultPort } from '../../core/common/limits.ts'
import type { Result } from '../../core/common/result.ts'
import { isUnsent, type RoomState } from '../../core/common/room.ts'
import { listed, look, newestAt, readAll, showRoom } from './app-data.ts'
import { useAppStore, type Destination, type DialogRequest } from './app-store.ts'
import { ask, request } from './requests.ts'

/** Where every tutorial program listens. */
export const defaultAddress = `${defaultHost}:${defaultPort}`

export function openRoom(roomId: string): void {
  useAppStore.setState((state) => ({ ...showRoom(state, roomId), drawer: null }))
}

export function openDialog(dialog: DialogRequest): void {
  useAppStore.setState(({ dialogsOpened }) => ({ dialog, dialogsOpened: dialogsOpened + 1, drawer: null }))
}

/** Where the host of a room decides who can reach it. */
export function openExposure(roomId: string): void {
  openDialog({ kind: 'room-settings', roomId, startsAt: 'exposure' })
}

/** Asks whether a link may be followed whose words are not the address that it leads to. */
export function askBeforeOpening(href: string, words: string): void {
  openDialog({ kind: 'open-link', href, words, over: useAppStore.getState().dialog })
}

export function openHostDialog(error?: RequestError): void {
  openDialog(error ? { kind: 'host', error } : { kind: 'host' })
}

type JoinedBefore = Partial<Pick<RecentRoom, 'address' | 'nickname' | 'asciiOnly'>>

export function openJoinDialog(before: JoinedBefore = {}, atOnce = false): void {
  const { profile } = useAppStore.getState()
  const { address = defaultAddress, nickname = profile.nickname, asciiOnly = true } = before
  openDialog({ kind: 'join', address, nickname, asciiOnly, atOnce })
}

/** Goes where a link or a notification leads; where a dialog is open, once it is closed: it keeps what was typed into it. */
export function follow(destination: Destination): void {
  const state = useAppStore.getState()
  if (state.dialog) useAppStore.setState({ waiting: destination })
  else if (destination.kind === 'room') followLink(destination.address)
  else if (listed(state, destination.roomId)) showMessage(destination.roomId, destination.messageId)
}

/** Shows the room if it is open, and offers to join it if not. */
function followLink(address: string): void {
  const known = useAppStore.getState().rooms.find(({ room }) => room.addresses.includes(address))?.room
  if (known) openRoom(known.id)
  else openJoinDialog({ address })
}

/** Closes the dialog; what has waited for that is followed, or else what was missed is listed. */
export function closeDialog(): void {
  const { waiting, missed, dialog } = useAppStore.getState()
  useAppStore.setState({ dialog: null, waiting: null, ...(dialog?.kind === 'catch-up' && { missed: [] }) })
  if (waiting !== null) follow(waiting)
  else if (missed.length > 0 && dialog?.kind !== 'catch-up') openDialog({ kind: 'catch-up' })
}

export function openDrawer(drawer: 'rooms' | 'people'): void {
  useAppStore.setState({ drawer })
}

export function closeDrawer(): void {
  useAppStore.setState({ drawer: null })
}

/** Where there is no room for the people beside the conversation: they are in a drawer. */
export const peopleInDrawerQuery = '(width < 900px)'

function arePeopleInDrawer(): boolean {
  return matchMedia(peopleInDrawerQuery).matches
}

/** Shows the people of the room, wherever there is a place for them, or hides them. */
export function togglePeople(): void {
  useAppStore.setState(({ peopleShown, drawer }) =>
    arePeopleInDrawer() ? { drawer: drawer === 'people' ? null : 'people' } : { peopleShown: !peopleShown },
  )
}

export function dismissProblem(): void {
  useAppStore.setState({ problem: null })
}

/** The page has got the focus or lost it, or its window has come or gone. */
export function windowFocusChanged(): void {
  const hasFocus = document.visibilityState === 'visible' && document.hasFocus()
  useAppStore.setState((state) => look(state, { windowFocused: hasFocus && state.windowShown }))
}

export function endReached(atEnd: boolean): void {
  useAppStore.setState((state) => look(state, { atEnd }))
}

/** Nothing in the room is new any more, whether it has been seen or not. */
export function markRead(roomId: string): void {
  useAppStore.setState((state) => readAll(state, roomId))
  const room = listed(useAppStore.getState(), roomId)?.room
  const at = room ? newestAt(room) : null
  if (at !== null) void request('room.read', { roomId, at })
}

/** A room that is open, or why it is not. */
export type Opened = Result<{ readonly roomId: string }, RequestError>

/** Opens a room here. It is entered with {@link enterRoom}. */
export function hostRoom(payload: RequestPayload<'room.host'>): Promise<Opened> {
  return request('room.host', payload)
}

/** Connects to a room. It is entered with {@link enterRoom}. */
export function joinRoom(payload: RequestPayload<'room.join'>): Promise<Opened> {
  return request('room.join', payload)
}

/** Shows the room, and closes the dialog that it was opened from; or answers why there is none. */
export function enterRoom(answer: Opened): RequestError | null {
  if (!answer.ok) return answer.error
  useAppStore.setState((state) => ({
    ...showRoom(state, answer.value.roomId),
    drawer: null,
    timesEntered: state.timesEntered + 1,
  }))
  closeDialog()
  return null
}

export function cancelJoin(): void {
  void ask('room.cancel-join', {})
}

/** Tries the connection again now; a room that was closed is joined anew, and its conversation goes on. */
export function reconnect(roomId: string): void {
  void ask('room.reconnect', { roomId })
}

/** Leaves; asks first if that would close the room on others, or if something has not been sent. */
export function leaveRoom(room: RoomState): void {
  if (room.role.kind === 'host' ? isMissedClosed(room) : unsentIn(room) > 0) {
    openDialog({ kind: room.role.kind === 'host' ? 'close-room' : 'leave-room', roomId: room.id })
  } else {
    leaveRoomNow(room.id)
  }
}

/** Whether closing a room here takes something away: from others, or what is kept nowhere. */
function isMissedClosed(room: RoomState): boolean {
  const isKept = room.retention?.stored === true
  const hasMessages = room.entries.some(({ kind }) => kind === 'message')
  return unsentIn(room) > 0 || (room.connection.status === 'open' && (othersIn(room) > 0 || (hasMessages && !isKept)))
}

/** Leaves a room that nobody waits for any more. */
export function abandonRoom(roomId: string): void {
  void ask('room.leave', { roomId })
}

export function leaveRoomNow(roomId: string): void {
  closeDialog()
  void ask('room.leave', { roomId })
}

export function othersIn(room: RoomState): number {
  return room.people.filter((person) => person.id !== room.self.personId).length
}

/** How many own messages are not in the room. */
export function unsentIn(room: RoomState): number {
  return room.entries.filter((entry) => entry.kind === 'message' && isUnsent(entry.delivery)).length
}

/** Remembers the name for the next time, and for a dialog that opens in this very moment. */
export function rememberNickname(typed: string): void {
  const nickname = typed.trim()
  const { profile } = useAppStore.getState()
  if (nickname === profile.nickname) return
  useAppStore.setState({ profile: { ...profile, nickname } })
  void ask('profile.update', { nickname })
}

export function copyText(text: string): Promise<boolean> {
  return ask('clipboard.write', { text })
}

/** Shows a room, and in it somebody among its people, which may be in a drawer. */
export function showPerson(roomId: string, personId: string): void {
  useAppStore.setState((state) => ({
    ...showRoom(state, roomId),
    ...(arePeopleInDrawer() ? { drawer: 'people' } : { drawer: null, peopleShown: true }),
    wantedPerson: { roomId, personId },
  }))
}

/** Shows a room, and in it a message, which may have to be fetched first. */
export function showMessage(roomId: string, messageId: string): void {
  useAppStore.setState((state) => ({
    ...showRoom(state, roomId),
    drawer: null,
    wantedMessage: { roomId, messageId },
  }))
}
