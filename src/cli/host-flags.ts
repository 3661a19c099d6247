/** The flags of `npm run host`. */
import { isIP } from 'node:net'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { parsePort } from '../core/common/address.ts'
import { defaultHost, defaultLimits, defaultPort, type Limits } from '../core/common/limits.ts'
import { defaultRetention, mostKeptDays, mostKeptMessages } from '../core/common/native/retention.ts'
import { parseNickname } from '../core/common/nickname.ts'
import { parseRoomName } from '../core/common/room-name.ts'
import { failure, success, type Result } from '../core/common/result.ts'
import type { KeepingOptions } from '../core/node/open-room-log.ts'
import { roomFolder } from '../core/node/room-folder.ts'
import { flagFault } from './flag-fault.ts'
import { swallowedFault } from './swallowed-flags.ts'
import { userFolder } from './user-folder.ts'

export const hostUsage = `Hosts a chat room in this terminal. What you type is said in it; /help lists the commands; Ctrl-C closes it.

npm run host -- [flags]

  --port 55555       the port to listen on; 0 picks a free one
  --bind 127.0.0.1   the address to listen on; 0.0.0.0 lets others in, and :: too, over IPv6 as well; may be repeated
  --name "My room"   what the room is called; from then on, if it is kept
  --nick Host        what you are called in it
  --data DIR         the folder that keeps the conversation, instead of one for its name among your own data; none keeps nothing
  --keep-messages 10000, --keep-days 30
                     how much of the conversation is kept
  --every-message-to-disk
                     waits for the disk with every message: slower, and not even a power cut takes any
  --no-classic       turns classic clients away: only Snug gets in; --classic lets them in again
  --unlimited        lets everybody send as fast as they can, for rooms where you trust everybody
  --help             prints this
`

const defaultNickname = 'Host'

export interface HostFlags {
  /** Absent: as before. */
  readonly name?: string
  readonly nickname: string
  /** Absent: as before. */
  readonly nativeOnly?: boolean
  readonly bind: readonly string[]
  readonly port: number
  readonly limits: Partial<Limits>
  /** Where the conversation is kept; null keeps nothing. */
  readonly folder: string | null
  readonly keeping: KeepingOptions
}

const flags = {
  port: { type: 'string', default: String(defaultPort) },
  bind: { type: 'string', multiple: true, default: [defaultHost] as string[] },
  name: { type: 'string' },
  nick: { type: 'string', default: defaultNickname },
  data: { type: 'string' },
  'keep-messages': { type: 'string', default: String(defaultRetention.messages) },
  'keep-days': { type: 'string', default: String(defaultRetention.days) },
  'every-message-to-disk': { type: 'boolean', default: false },
  classic: { type: 'boolean' },
  unlimited: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** What the flags ask for; `null` for help. The error is a sentence. */
export function parseHostFlags(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Result<HostFlags | null, string> {
  const swallowed = swallowedFault(Object.keys(flags), env)
  if (swallowed !== null) return failure(swallowed)
  try {
    const { values } = parseArgs({ args: [...args], options: flags, allowNegative: true })
    if (values.help) return success(null)
    const port = parsePort(values.port, { allowZero: true })
    if (!port.ok) return failure(port.error)
    const bind = [...new Set(values.bind.map(bareAddress))]
    const unusable = bind.find((host) => isIP(host) === 0)
    if (unusable !== undefined) {
      return failure(`--bind takes an IP address of this computer, such as 127.0.0.1 or 0.0.0.0, not “${unusable}”.`)
    }
    const nickname = parseNickname(values.nick, defaultLimits)
    if (!nickname.ok) return nickname
    const name = parseRoomName(values.name ?? '')
    if (!name.ok) return name
    if (values.data === '') return failure('--data takes a folder, or none to keep nothing.')
    const messages = parseCount(values['keep-messages'], '--keep-messages', mostKeptMessages)
    if (!messages.ok) return messages
    const days = parseCount(values['keep-days'], '--keep-days', mostKeptDays)
    if (!days.ok) return days
    const keeping = {
      retention: { messages: messages.value, days: days.value },
      everyMessageToDisk: values['every-message-to-disk'],
      insists: values.data !== undefined,
    }
    const folder = values.data === 'none' ? null : path.resolve(values.data ?? ownFolder(name.value))
    const lifted: Partial<Limits> = { floodBurst: Infinity, floodPerSecond: Infinity }
    const limits = values.unlimited ? lifted : {}
    return success({
      ...(name.value && { name: name.value }),
      ...(values.classic !== undefined && { nativeOnly: !values.classic }),
      nickname: nickname.value,
      bind,
      port: port.value,
      limits,
      folder,
      keeping,
    })
  } catch (error) {
    return failure(flagFault(error))
  }
}

/** A whole number from 1 to the most. The error is a sentence. */
function parseCount(typed: string, flag: string, most: number): Result<number, string> {
  const count = /^\d{1,9}$/.test(typed) ? Number(typed) : 0
  if (count >= 1 && count <= most) return success(count)
  return failure(`${flag} takes a whole number from 1 to ${most}, not “${typed}”.`)
}

/** The address in the ways that people write it: with brackets, or as the name of this computer. */
function bareAddress(typed: string): string {
  return typed === 'localhost' ? defaultHost : typed.replace(/^\[(.*)\]$/, '$1')
}

/**
 * Where the conversation is kept unless the person says otherwise. A room of another name is another room: who is invited to
 * the one does not read what was said in the other.
 */
function ownFolder(name: string): string {
  const rooms = path.join(userFolder(), 'rooms')
  return name ? roomFolder(rooms, name) : path.join(rooms, 'default')
}
