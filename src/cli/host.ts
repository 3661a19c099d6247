/** `npm run host`: a room in a terminal, without a window or a display. */
import { isIP } from 'node:net'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { formatAddress, parsePort } from '../core/common/address.ts'
import { defaultHost, defaultLimits, defaultPort, type Limits } from '../core/common/limits.ts'
import { defaultRetention, mostKeptDays, mostKeptMessages } from '../core/common/native/retention.ts'
import { printable } from '../core/common/unsafe-text.ts'
import { failure, success, type Result } from '../core/common/result.ts'
import { HostFailure } from '../core/node/network-errors.ts'
import { reachableAddresses } from '../core/node/network-interfaces.ts'
import { RoomHost } from '../core/node/room-host.ts'
import { type KeepingOptions, openRoomLog } from '../core/node/open-room-log.ts'
import type { RoomLog } from '../core/node/room-log.ts'
import { ArrivalLines, patienceMs } from './arrival-lines.ts'
import { ConversationLines } from './conversation-lines.ts'
import { flagFault } from './flag-fault.ts'
import { stopRequested } from './stop-request.ts'
import { LinePrinter } from './terminal-text.ts'
import { userFolder } from './user-folder.ts'

const usage = `Hosts a chat room in this terminal. Ctrl-C closes it.

npm run host -- [flags]

  --port 55555       the port to listen on; 0 picks a free one
  --bind 127.0.0.1   the address to listen on; 0.0.0.0 lets others in, and :: too, over IPv6 as well; may be repeated
  --name "My room"   what the room is called
  --data DIR         the folder that keeps the conversation, instead of one among your own data; none keeps nothing
  --keep-messages 10000, --keep-days 30
                     how much of the conversation is kept
  --every-message-to-disk
                     waits for the disk with every message: slower, and not even a power cut takes any
  --unlimited        lets everybody send as fast as they can, for rooms where you trust everybody
  --help             prints this
`

const defaultName = 'Room'
const statusFailed = 1
const statusMisused = 2

interface Invocation {
  readonly name: string
  readonly bind: readonly string[]
  readonly port: number
  readonly limits: Partial<Limits>
  /** Where the conversation is kept; null keeps nothing. */
  readonly folder: string | null
  readonly keeping: KeepingOptions
}

/** What the flags ask for; `null` for help. The error is a sentence. */
function parseFlags(args: readonly string[]): Result<Invocation | null, string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: String(defaultPort) },
        bind: { type: 'string', multiple: true, default: [defaultHost] },
        name: { type: 'string', default: defaultName },
        data: { type: 'string', default: path.join(userFolder(), 'rooms', 'default') },
        'keep-messages': { type: 'string', default: String(defaultRetention.messages) },
        'keep-days': { type: 'string', default: String(defaultRetention.days) },
        'every-message-to-disk': { type: 'boolean', default: false },
        unlimited: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) return success(null)
    const port = parsePort(values.port, { allowZero: true })
    if (!port.ok) return failure(port.error)
    const bind = [...new Set(values.bind.map(bareAddress))]
    const unusable = bind.find((host) => isIP(host) === 0)
    if (unusable !== undefined) {
      return failure(`--bind takes an IP address of this computer, such as 127.0.0.1 or 0.0.0.0, not “${unusable}”.`)
    }
    if (values.data === '') return failure('--data takes a folder, or none to keep nothing.')
    const messages = parseCount(values['keep-messages'], '--keep-messages', mostKeptMessages)
    if (!messages.ok) return messages
    const days = parseCount(values['keep-days'], '--keep-days', mostKeptDays)
    if (!days.ok) return days
    const keeping = {
      retention: { messages: messages.value, days: days.value },
      everyMessageToDisk: values['every-message-to-disk'],
    }
    const folder = values.data === 'none' ? null : path.resolve(values.data)
    const lifted: Partial<Limits> = { floodBurst: Infinity, floodPerSecond: Infinity }
    const limits = values.unlimited ? lifted : {}
    return success({ name: values.name.trim() || defaultName, bind, port: port.value, limits, folder, keeping })
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

/** Who keeps what is said, and for how long. */
function keepingLine({ retention }: RoomLog, folder: string | null): string {
  if (folder === null || !retention.stored) return 'Keeping nothing: what is said is gone when the room closes.'
  const { messages, days } = retention
  return `Keeping the last ${messages.toLocaleString('en')} messages for ${days} days in ${folder}`
}

/** What to give out so that others find the room. */
function outerAddresses({ addresses }: RoomHost): string[] {
  const isOpen = addresses.some(({ host }) => host === '0.0.0.0' || host === '::')
  return isOpen ? reachableAddresses('all-addresses', addresses) : addresses.map(formatAddress)
}

async function main(): Promise<number> {
  const flags = parseFlags(process.argv.slice(2))
  if (!flags.ok) {
    console.error(`${printable(flags.error)} Run it with --help to see the flags.`)
    return statusMisused
  }
  if (flags.value === null) {
    process.stdout.write(usage)
    return 0
  }
  const printer = new LinePrinter(process.stdout)
  const { folder, keeping, ...options } = flags.value
  const log = openRoomLog(folder, (sentence) => console.error(printable(sentence)), keeping)
  const room = new RoomHost({ ...options, log, report: (line) => console.error(line) })
  room.arrivals.on('connected', ({ host, port }) => printer.print(`Connected with ('${host}', ${port})`))
  room.arrivals.on('named', ({ nickname }) => printer.print(`Nickname is ${nickname}`))
  room.arrivals.on('refused', ({ address, reason }) =>
    printer.print(`Refused ('${address.host}', ${address.port}): ${reason}`),
  )
  const conversation = new ConversationLines()
  room.on('event', (event) => {
    for (const line of conversation.linesOf(event)) printer.print(line)
  })
  const arrivals = new ArrivalLines({ ...defaultLimits, ...options.limits })
  room.arrivals.on('changed', (list) => {
    for (const line of arrivals.linesOf(list, outerAddresses(room)[0] ?? '')) printer.print(line)
  })
  const stopped = stopRequested()
  try {
    await room.listen()
  } catch (error) {
    log.close()
    if (!(error instanceof HostFailure)) throw error
    const other = error.nextFreePort === undefined ? '' : ` Start with: --port ${error.nextFreePort}`
    console.error(`${error.message}${other}`)
    return statusFailed
  }
  for (const address of room.addresses) printer.print(`Listening on ${formatAddress(address)}`)
  printer.print(keepingLine(log, folder))
  if (process.stdout.isTTY) printer.print(`${room.name} is open. Press Ctrl-C to close it.`)
  const patience = setTimeout(() => {
    if (room.arrivals.list.length === 0) printer.print(arrivals.nobody(outerAddresses(room)))
  }, patienceMs)
  await stopped
  clearTimeout(patience)
  await room.close()
  printer.end()
  return 0
}

process.exitCode = await main()
