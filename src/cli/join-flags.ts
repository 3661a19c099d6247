/** The flags of `npm run join`. */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { parseAddress, type Address } from '../core/common/address.ts'
import { defaultHost, defaultLimits } from '../core/common/limits.ts'
import { parseNickname } from '../core/common/nickname.ts'
import { failure, success, type Result } from '../core/common/result.ts'
import { flagFault } from './flag-fault.ts'
import { swallowedFault } from './swallowed-flags.ts'

export const joinUsage = `Joins a chat room from this terminal. One line in is one message out, and so is a paste of several where
the room can take it; /help lists the commands; Ctrl-C leaves.

npm run join -- [host[:port]] [flags]

  host[:port]     where the room is; 127.0.0.1:55555 unless you say otherwise
  --nick alice    your name; without it you are asked, or the first line is taken if the input is piped
  --history 500   first prints up to so many of the messages that the room has kept, oldest first
  --data DIR      the folder that keeps your own copy, instead of one among your own data; none keeps nothing
  --classic       stays with the classic protocol, whatever the room can do
  --doctor        does not join, but prints which step of the way there fails, and what to do
  --help          prints this
`

/** What a host can be asked for at once. */
const mostHistory = 10_000

export interface JoinFlags {
  readonly address: Address
  /** Null if it is to be asked for. */
  readonly nickname: string | null
  /** How many stored messages are printed first. */
  readonly history: number
  readonly classicOnly: boolean
  /** Where the own copy is kept: an absolute path; null keeps nothing, and undefined is the usual place. */
  readonly folder: string | null | undefined
  /** Only finds out why joining fails. */
  readonly doctor: boolean
}

const options = {
  nick: { type: 'string' },
  history: { type: 'string', default: '0' },
  data: { type: 'string' },
  classic: { type: 'boolean', default: false },
  doctor: { type: 'boolean', default: false },
  help: { type: 'boolean' },
} as const

/** What the command line asks for; `null` for help. The error is a sentence. */
export function parseJoinFlags(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Result<JoinFlags | null, string> {
  const swallowed = swallowedFault(Object.keys(options), env)
  if (swallowed !== null) return failure(swallowed)
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    if (values.help) return success(null)
    if (positionals.length > 1) return failure('Give one address at most, such as 127.0.0.1:55555.')
    const address = parseAddress(positionals[0] ?? defaultHost)
    if (!address.ok) return address
    const nickname = values.nick === undefined ? success(null) : parseNickname(values.nick, defaultLimits)
    if (!nickname.ok) return nickname
    const history = /^\d{1,5}$/.test(values.history) ? Number(values.history) : Infinity
    if (history > mostHistory) return failure(`--history takes a number up to ${mostHistory}, not "${values.history}".`)
    if (values.data === '') return failure('--data takes a folder, or none to keep nothing.')
    const folder = values.data === 'none' ? null : values.data && path.resolve(values.data)
    return success({
      address: address.value,
      nickname: nickname.value,
      history,
      classicOnly: values.classic,
      folder,
      doctor: values.doctor,
    })
  } catch (error) {
    return failure(flagFault(error))
  }
}
