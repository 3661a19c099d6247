/** What was typed to open a room, read field by field. */
import { parsePort } from '../core/common/address.ts'
import type { FormField, RequestError, RequestPayload } from '../core/common/ipc-contract.ts'
import { defaultLimits } from '../core/common/limits.ts'
import { parseNickname } from '../core/common/nickname.ts'
import { failure, success, type Result } from '../core/common/result.ts'
import { defaultRoomName, parseRoomName } from '../core/common/room-name.ts'

export interface HostingForm {
  readonly name: string
  readonly nickname: string
  readonly port: number
}

type TypedForm = Pick<RequestPayload<'room.host'>, 'name' | 'nickname' | 'port'>

/** The error is about the first field that is faulty, and has those of the others with it. */
export function readHostingForm(typed: TypedForm): Result<HostingForm, RequestError> {
  const name = parseRoomName(typed.name)
  const nickname = parseNickname(typed.nickname, defaultLimits)
  const port = parsePort(typed.port)
  if (name.ok && nickname.ok && port.ok) {
    return success({
      name: name.value || defaultRoomName(nickname.value),
      nickname: nickname.value,
      port: port.value,
    })
  }
  const faults = [
    ...faultIn('name', 'bad-room-name', name),
    ...faultIn('nickname', 'bad-nickname', nickname),
    ...faultIn('port', 'bad-port', port),
  ]
  // There is at least one.
  return failure(faults.reduce((first) => ({ ...first, also: faults.slice(1) })))
}

function faultIn(field: FormField, code: string, read: Result<unknown, string>): RequestError[] {
  return read.ok ? [] : [{ code, field, message: read.error }]
}
