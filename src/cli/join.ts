/** `npm run join`: a chat client for the terminal. */
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { formatAddress, parseAddress, type Address } from '../core/common/address.ts'
import { defaultHost, defaultLimits } from '../core/common/limits.ts'
import { parseNickname } from '../core/common/nickname.ts'
import { printable } from '../core/common/unsafe-text.ts'
import { failure, success, type Result } from '../core/common/result.ts'
import { replacedReason } from '../core/node/native-session.ts'
import { RoomClient } from '../core/node/room-client.ts'
import { examineAddress } from './doctor.ts'
import { flagFault } from './flag-fault.ts'
import { ownIdentity } from './own-identity.ts'
import { Terminal } from './terminal.ts'
import { Visit } from './visit.ts'

const usage = `Joins a chat room from this terminal. One line in is one message out; /help lists the commands;
Ctrl-C leaves.

npm run join -- [host[:port]] [flags]

  host[:port]     where the room is; 127.0.0.1:55555 unless you say otherwise
  --nick alice    your name; without it you are asked, or the first line is taken if the input is piped
  --history 500   first prints up to so many of the messages that the room has kept, oldest first
  --classic       stays with the classic protocol, whatever the room can do
  --doctor        does not join, but prints which step of the way there fails, and what to do
  --help          prints this
`

/** What a host can be asked for at once. */
const mostHistory = 10_000

const statusFailed = 1
const statusMisused = 2

interface Invocation {
  readonly address: Address
  /** Null if it is to be asked for. */
  readonly nickname: string | null
  /** How many stored messages are printed first. */
  readonly history: number
  readonly classicOnly: boolean
  /** Only finds out why joining fails. */
  readonly doctor: boolean
}

/** What the command line asks for; `null` for help. The error is a sentence. */
function parseCommandLine(args: readonly string[]): Result<Invocation | null, string> {
  const options = {
    nick: { type: 'string' },
    history: { type: 'string', default: '0' },
    classic: { type: 'boolean', default: false },
    doctor: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  } as const
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
    return success({
      address: address.value,
      nickname: nickname.value,
      history,
      classicOnly: values.classic,
      doctor: values.doctor,
    })
  } catch (error) {
    return failure(flagFault(error))
  }
}

/** Asks until there is a name; a program that is asked gets one try. Null if there is nobody to answer. */
async function askNickname(terminal: Terminal): Promise<string | null> {
  for (;;) {
    terminal.ask('Your name: ')
    const line = await terminal.lines.next()
    if (line.done) return null
    const nickname = parseNickname(line.value, defaultLimits)
    if (nickname.ok) return nickname.value
    terminal.complain(nickname.error)
    if (!terminal.isTypedAt) return null
  }
}

async function visit(invocation: Invocation, terminal: Terminal): Promise<number> {
  const interrupted = new AbortController()
  const stopped = once(interrupted.signal, 'abort').then(() => null)
  const stop = (): void => interrupted.abort()
  void terminal.stopRequested.then(stop)
  // Whoever read the conversation has gone (`… | head`): nothing is left to do here.
  process.stdout.on('error', stop)
  const nickname = invocation.nickname ?? (await Promise.race([askNickname(terminal), stopped]))
  if (interrupted.signal.aborted) return 0
  if (nickname === null) {
    terminal.complain('A name is needed to join. Give one with --nick.')
    return statusFailed
  }
  const { address, history, classicOnly } = invocation
  const identity = classicOnly ? {} : { identity: ownIdentity(nickname, (sentence) => terminal.complain(sentence)) }
  const client = new RoomClient({ address, nickname, asciiOnly: true, history, ...identity })
  const room = new Visit(client, terminal, history)
  const joined = await client.join(interrupted.signal)
  if (!joined.ok) {
    if (joined.error.code === 'cancelled') return 0
    const { message, code, suggestion } = joined.error
    const other = code === 'name-taken' && suggestion !== undefined ? ` Join with: --nick ${suggestion}` : ''
    terminal.complain(`${message}${other}`)
    return statusFailed
  }
  terminal.complain(`You are ${client.nickname} at ${formatAddress(address)}. Ctrl-C leaves.`)
  room.begin()
  terminal.prompt(`${client.nickname}: `)
  const lost = await Promise.race([room.lost, room.sayLines().then(() => null), stopped])
  await client.leave()
  if (lost === null) return 0
  const advice = lost === replacedReason ? ' To be in it twice, join under another name: --nick NAME.' : ''
  terminal.complain(`${lost} You are no longer in the room.${advice}`)
  return statusFailed
}

async function main(): Promise<number> {
  // Whoever stops reading does not crash it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  const invocation = parseCommandLine(process.argv.slice(2))
  if (!invocation.ok) {
    console.error(`${printable(invocation.error)} Run it with --help to see how it is used.`)
    return statusMisused
  }
  if (invocation.value === null) {
    process.stdout.write(usage)
    return 0
  }
  if (invocation.value.doctor) return examineAddress(invocation.value.address)
  const terminal = new Terminal()
  const status = await visit(invocation.value, terminal)
  terminal.close()
  return status
}

const status = await main()
// A connection that was given up may still be ending politely; nobody waits for that here.
process.stdout.write('', () => process.exit(status))
