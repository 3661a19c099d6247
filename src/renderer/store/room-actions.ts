/** What a person can do to a room and the people in it. */
import type {
  ExportAnswer,
  RequestAnswer,
  RequestError,
  RequestName,
  RequestPayload,
} from '../../core/common/ipc-contract.ts'
import type { Result } from '../../core/common/result.ts'
import type { Exposure, RoomState } from '../../core/common/room.ts'
import type { Moderation } from '../../core/common/room-act.ts'
import { useAppStore } from './app-store.ts'
import { ask, request } from './requests.ts'
import { t } from '../language.ts'

/** For a form, which shows what went wrong itself: the error, or null. */
async function faultOf<Name extends RequestName>(
  name: Name,
  payload: RequestPayload<Name>,
): Promise<RequestError | null> {
  const answer = await request(name, payload)
  return answer.ok ? null : answer.error
}

/** An empty topic takes it away. */
export function setTopic(roomId: string, topic: string): Promise<RequestError | null> {
  return faultOf('room.set-topic', { roomId, topic: topic.trim() })
}

export function rename(roomId: string, nickname: string): Promise<RequestError | null> {
  return faultOf('room.rename', { roomId, nickname })
}

/**
 * Tells every room that the person is away, with a few words about it or none; null: back. Nobody is away from their
 * computer in one room alone.
 */
export async function setAway(message: string | null): Promise<RequestError | null> {
  const rooms = useAppStore.getState().rooms.filter(({ room }) => canBeAway(room))
  const faults = await Promise.all(
    rooms.map(({ room }) => faultOf('room.set-away', { roomId: room.id, message: message?.trim() ?? null })),
  )
  return faults.find((fault) => fault !== null) ?? null
}

export async function comeBack(): Promise<void> {
  const fault = await setAway(null)
  if (fault) useAppStore.setState({ problem: fault.message })
}

function canBeAway({ abilities, connection }: RoomState): boolean {
  return connection.status !== 'closed' && abilities.includes('away')
}

/** Only for the host of a room; where there is no form, what goes wrong is said at the top of the window. */
export function moderate(roomId: string, moderation: Moderation): void {
  void ask('room.moderate', { roomId, moderation })
}

export function tryModerating(roomId: string, moderation: Moderation): Promise<RequestError | null> {
  return faultOf('room.moderate', { roomId, moderation })
}

/** Decides anew who can reach a room that is hosted here; see `room.expose`. */
export function expose(
  roomId: string,
  exposure: Exposure,
  mayCut: boolean,
): Promise<Result<RequestAnswer<'room.expose'>, RequestError>> {
  return request('room.expose', { roomId, exposure, mayCut })
}

/** Saves the conversation in a file that the person chooses, and says where it is. */
export async function exportRoom(roomId: string, format: 'markdown' | 'json'): Promise<void> {
  const answer = await request('room.export', { roomId, format })
  if (answer.ok) useAppStore.setState({ confirmation: exportWords(answer.value) })
  else useAppStore.setState({ problem: answer.error.message })
}

export function dismissConfirmation(): void {
  useAppStore.setState({ confirmation: null })
}

function exportWords({ file, messages }: ExportAnswer): string | null {
  return file === null ? null : t('room.exported', { count: messages, file })
}
