/** `npm run host`: a room in a terminal, without a window or a display. */
import { formatAddress } from '../core/common/address.ts'
import { defaultLimits, type Limits } from '../core/common/limits.ts'
import { printable } from '../core/common/unsafe-text.ts'
import { HostFailure } from '../core/node/network-errors.ts'
import { isLoopback, reachableAddresses } from '../core/node/network-interfaces.ts'
import { RoomHost } from '../core/node/room-host.ts'
import { type KeepingOptions, openRoomLog } from '../core/node/open-room-log.ts'
import { StoreFailure } from '../core/node/store-failure.ts'
import type { RoomLog } from '../core/node/room-log.ts'
import { ArrivalLines, patienceMs } from './arrival-lines.ts'
import { ConversationLines } from './conversation-lines.ts'
import { type HostFlags, hostUsage, parseHostFlags } from './host-flags.ts'
import { HostSeat } from './host-seat.ts'
import { stopRequested } from './stop-request.ts'
import { Terminal } from './terminal.ts'
import { LinePrinter } from './terminal-text.ts'
import { canBeTypedAt } from './typed-input.ts'

const statusFailed = 1
const statusMisused = 2

/** Who keeps what is said, and for how long. */
function keepingLine({ retention, isInterrupted }: RoomLog, folder: string | null): string {
  if (isInterrupted) return 'Keeping nothing as long as the disk is full.'
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
  const flags = parseHostFlags(process.argv.slice(2))
  if (!flags.ok) {
    console.error(`${printable(flags.error)} Run it with --help to see the flags.`)
    return statusMisused
  }
  if (flags.value === null) {
    process.stdout.write(hostUsage)
    return 0
  }
  return openRoom(flags.value)
}

/** A folder that the person has named is not silently done without: then the answer is null, and why is said. */
function openLog(folder: string | null, keeping: KeepingOptions): RoomLog | null {
  try {
    return openRoomLog(folder, (sentence) => console.error(printable(sentence)), keeping)
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error
    console.error(printable(`${error.message} Choose another folder with --data, or keep nothing with --data none.`))
    return null
  }
}

async function openRoom({ folder, keeping, nickname, ...options }: HostFlags): Promise<number> {
  const log = openLog(folder, keeping)
  if (!log) return statusFailed
  const terminal = canBeTypedAt() ? new Terminal() : null
  const printer = new LinePrinter(terminal?.output ?? process.stdout)
  // Where nothing can be typed, nobody is there who could answer.
  const host = terminal ? { hostNickname: nickname } : {}
  const room = new RoomHost({ ...options, ...host, log, report: (line) => console.error(line) })
  const seat = terminal && new HostSeat(room, terminal)
  printEvents(room, printer, seat)
  const arrivals = printArrivals(room, printer, { ...defaultLimits, ...options.limits })
  const stopped = terminal ? terminal.stopRequested : stopRequested()
  try {
    await room.listen()
  } catch (error) {
    log.close()
    terminal?.close()
    if (!(error instanceof HostFailure)) throw error
    const other = error.nextFreePort === undefined ? '' : ` Start with: --port ${error.nextFreePort}`
    console.error(`${error.message}${other}`)
    return statusFailed
  }
  for (const address of room.addresses) printer.print(`Listening on ${formatAddress(address)}`)
  printer.print(keepingLine(log, folder))
  if (room.description.nativeOnly) printer.print('Only Snug gets in: classic clients are turned away.')
  const advice = terminal ? 'Type to speak; /help lists the commands; Ctrl-C closes it.' : 'Ctrl-C closes it.'
  if (process.stdout.isTTY) printer.print(`${room.name} is open. ${advice}`)
  const patience = setTimeout(() => {
    const isOnlyHere = room.addresses.every(({ host }) => isLoopback(host))
    if (room.arrivals.list.length === 0) printer.print(arrivals.nobody(outerAddresses(room), isOnlyHere))
  }, patienceMs)
  await Promise.race([stopped, ...(seat ? [seat.takeLines()] : [])])
  clearTimeout(patience)
  await room.close()
  printer.end()
  terminal?.close()
  return 0
}

function printEvents(room: RoomHost, printer: LinePrinter, seat: HostSeat | null): void {
  const conversation = new ConversationLines()
  room.on('event', (event) => {
    if (seat?.isShown(event)) conversation.remember(event)
    else for (const line of conversation.linesOf(event)) printer.print(line)
  })
}

function printArrivals(room: RoomHost, printer: LinePrinter, limits: Limits): ArrivalLines {
  const lines = new ArrivalLines(limits)
  room.arrivals.on('connected', ({ host, port }) => printer.print(`Connected with ('${host}', ${port})`))
  room.arrivals.on('named', ({ nickname }) => printer.print(`Nickname is ${nickname}`))
  room.arrivals.on('refused', ({ address, reason }) =>
    printer.print(`Refused ('${address.host}', ${address.port}): ${reason}`),
  )
  room.arrivals.on('changed', (list) => {
    const address = outerAddresses(room)[0] ?? ''
    for (const line of lines.linesOf(list, address, room.description.nativeOnly)) printer.print(line)
  })
  return lines
}

process.exitCode = await main()
