/** `npm run join`: a chat client for the terminal. */
import { once } from 'node:events'
import { formatAddress } from '../core/common/address.ts'
import { defaultLimits } from '../core/common/limits.ts'
import { parseNickname } from '../core/common/nickname.ts'
import { printable } from '../core/common/unsafe-text.ts'
import { replacedReason } from '../core/node/native-session.ts'
import { RoomClient } from '../core/node/room-client.ts'
import { StoreFailure } from '../core/node/store-failure.ts'
import { examineAddress } from './doctor.ts'
import { type JoinFlags, joinUsage, parseJoinFlags } from './join-flags.ts'
import { defaultCopyFolder, KeptCopy } from './kept-copy.ts'
import { ownIdentity } from './own-identity.ts'
import { Terminal } from './terminal.ts'
import { Visit } from './visit.ts'

const statusFailed = 1
const statusMisused = 2

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

async function join(invocation: JoinFlags, terminal: Terminal): Promise<number> {
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
  const copy = openCopy(invocation, nickname, terminal)
  if (!copy) return statusFailed
  try {
    return await visit({ ...invocation, nickname }, { terminal, copy, interrupted, stopped })
  } finally {
    copy.close()
  }
}

/** A folder that the person has named is not silently done without: then the answer is null, and why is said. */
function openCopy({ folder }: JoinFlags, nickname: string, terminal: Terminal): KeptCopy | null {
  const place = { folder: folder === undefined ? defaultCopyFolder(nickname) : folder, insists: folder !== undefined }
  try {
    return new KeptCopy(place, (sentence) => terminal.complain(sentence))
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error
    terminal.complain(`${error.message} Choose another folder with --data, or keep nothing with --data none.`)
    return null
  }
}

interface Surroundings {
  readonly terminal: Terminal
  readonly copy: KeptCopy
  readonly interrupted: AbortController
  /** Resolves when it is to end. */
  readonly stopped: Promise<null>
}

async function visit(
  { address, nickname, history, classicOnly }: JoinFlags & { readonly nickname: string },
  { terminal, copy, interrupted, stopped }: Surroundings,
): Promise<number> {
  const identity = classicOnly ? {} : { identity: ownIdentity(nickname, (sentence) => terminal.complain(sentence)) }
  const client = new RoomClient({ address, nickname, asciiOnly: true, history, ...identity })
  const room = new Visit(client, { terminal, copy, wantedHistory: history })
  const joined = await client.join(interrupted.signal)
  if (!joined.ok) {
    if (joined.error.code === 'cancelled') return 0
    const { message, code, suggestion } = joined.error
    const other = code === 'name-taken' && suggestion !== undefined ? ` Join with: --nick ${suggestion}` : ''
    terminal.complain(`${message}${other}`)
    return statusFailed
  }
  terminal.complain(`You are ${client.nickname} at ${formatAddress(address)}. Ctrl-C leaves.`)
  copy.begin(client, address)
  room.begin()
  terminal.prompt(`${client.nickname}: `)
  const lost = await Promise.race([room.lost, room.sayLines().then(() => null), stopped])
  await client.leave()
  await room.end()
  if (lost === null) return 0
  const advice = lost === replacedReason ? ' To be in it twice, join under another name: --nick NAME.' : ''
  const reason = room.hasShown(lost) ? '' : `${lost} `
  terminal.complain(`${reason}You are no longer in the room.${advice}`)
  return statusFailed
}

async function main(): Promise<number> {
  // Whoever stops reading does not crash it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  const invocation = parseJoinFlags(process.argv.slice(2))
  if (!invocation.ok) {
    console.error(`${printable(invocation.error)} Run it with --help to see how it is used.`)
    return statusMisused
  }
  if (invocation.value === null) {
    process.stdout.write(joinUsage)
    return 0
  }
  if (invocation.value.doctor) return examineAddress(invocation.value.address)
  const terminal = new Terminal()
  const status = await join(invocation.value, terminal)
  terminal.close()
  return status
}

const status = await main()
// A connection that was given up may still be ending politely; nobody waits for that here.
process.stdout.write('', () => process.exit(status))
