/** `npm run join`: a chat client for the terminal. */
import { once } from 'node:events'
import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline'
import { parseArgs } from 'node:util'
import { formatAddress, parseAddress, type Address } from '../core/common/address.ts'
import { defaultHost, defaultLimits } from '../core/common/limits.ts'
import { parseNickname } from '../core/common/nickname.ts'
import { printable } from '../core/common/unsafe-text.ts'
import { failure, success, type Result } from '../core/common/result.ts'
import type { Delivery, RoomEventBody } from '../core/common/room.ts'
import { RoomClient } from '../core/node/room-client.ts'
import { conversationLines } from './conversation-lines.ts'
import { flagFault } from './flag-fault.ts'
import { stopRequested } from './stop-request.ts'

const usage = `Joins a chat room from this terminal. One line in is one message out; Ctrl-C leaves.

npm run join -- [host[:port]] [flags]

  host[:port]     where the room is; 127.0.0.1:55555 unless you say otherwise
  --nick alice    your name; without it you are asked, or the first line is taken if the input is piped
  --help          prints this
`

const statusFailed = 1
const statusMisused = 2

interface Invocation {
  readonly address: Address
  /** Null if it is to be asked for. */
  readonly nickname: string | null
}

/** What the command line asks for; `null` for help. The error is a sentence. */
function parseCommandLine(args: readonly string[]): Result<Invocation | null, string> {
  const options = { nick: { type: 'string' }, help: { type: 'boolean' } } as const
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    if (values.help) return success(null)
    if (positionals.length > 1) return failure('Give one address at most, such as 127.0.0.1:55555.')
    const address = parseAddress(positionals[0] ?? defaultHost)
    if (!address.ok) return address
    const nickname = values.nick === undefined ? success(null) : parseNickname(values.nick, defaultLimits)
    return nickname.ok ? success({ address: address.value, nickname: nickname.value }) : nickname
  } catch (error) {
    return failure(flagFault(error))
  }
}

/** The person at this terminal, or the program that its input and output are piped to. */
class Terminal {
  /** Somebody types here, even if what is printed goes elsewhere (`… | tee`). */
  readonly isTypedAt = process.stdin.isTTY
  readonly isInteractive = this.isTypedAt && process.stdout.isTTY
  readonly lines: AsyncIterator<string>
  readonly #readline: Interface

  constructor() {
    this.#readline = createInterface({
      input: process.stdin,
      ...(this.isInteractive ? { output: process.stdout } : {}),
      terminal: this.isInteractive,
      prompt: '',
    })
    // Made at once: lines that come before somebody listens would be lost.
    this.lines = this.#readline[Symbol.asyncIterator]()
  }

  /** Resolves when the person wants to stop. */
  get stopRequested(): Promise<unknown> {
    // While a line is being edited, Ctrl-C is a key and no signal.
    return Promise.race([stopRequested(), once(this.#readline, 'SIGINT')])
  }

  /** Puts a question to somebody who types, where they see it. */
  ask(question: string): void {
    if (this.isInteractive) this.prompt(question)
    else if (this.isTypedAt) process.stderr.write(question)
  }

  prompt(text: string): void {
    if (!this.isInteractive) return
    this.#readline.setPrompt(text)
    this.#readline.prompt(true)
  }

  /** Prints a line above what is being typed. False if the output cannot take more for now. */
  print(line: string, stream: NodeJS.WriteStream = process.stdout): boolean {
    if (this.isInteractive) {
      clearLine(process.stdout, 0)
      cursorTo(process.stdout, 0)
    }
    const keepsUp = stream.write(`${printable(line)}\n`)
    if (this.isInteractive) this.#readline.prompt(true)
    return keepsUp
  }

  complain(line: string): void {
    this.print(line, process.stderr)
  }

  close(): void {
    if (this.isInteractive) process.stdout.write('\n')
    this.#readline.close()
    process.stdin.destroy()
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

/** One visit to a room: prints what happens there, says what is typed. */
class Visit {
  readonly #client: RoomClient
  readonly #terminal: Terminal
  readonly #lost = Promise.withResolvers<string>()
  #onDelivery: (delivery: Delivery) => void = () => {}
  #count = 0

  constructor(client: RoomClient, terminal: Terminal) {
    this.#client = client
    this.#terminal = terminal
    client.on('event', (event) => this.#show(event))
    process.stdout.on('drain', () => client.resume())
  }

  /** Resolves with the reason when the connection is gone. */
  get lost(): Promise<string> {
    return this.#lost.promise
  }

  /** Says every line that comes in, each when the one before is in the room. Resolves at the end of the input. */
  async sayLines(): Promise<void> {
    const { lines } = this.#terminal
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      if (line.value.trim() !== '') await this.#say(line.value)
      this.#terminal.prompt(`${this.#client.nickname}: `)
    }
  }

  #say(text: string): Promise<void> {
    return new Promise((resolve) => {
      this.#onDelivery = (delivery) => {
        if (delivery.state === 'sending') return
        if (delivery.state === 'failed') this.#terminal.complain(`Not sent: ${text} (${delivery.reason})`)
        // On a terminal it stands there already, since it was typed.
        else if (!this.#terminal.isInteractive) this.#print(`${this.#client.nickname}: ${text}`)
        resolve()
      }
      this.#count += 1
      this.#client.send(`line-${this.#count}`, text)
    })
  }

  #show(event: RoomEventBody): void {
    if (event.type === 'message.delivery-changed') this.#onDelivery(event.delivery)
    else if (event.type === 'connection.changed' && event.connection.status !== 'open') {
      this.#lost.resolve(event.connection.reason)
    } else if (event.type !== 'message.added' || !event.message.own) {
      for (const line of conversationLines(event)) this.#print(line)
    }
  }

  #print(line: string): void {
    if (!this.#terminal.print(line)) this.#client.pause()
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
  const client = new RoomClient({ address: invocation.address, nickname, asciiOnly: true })
  const room = new Visit(client, terminal)
  const joined = await client.join(interrupted.signal)
  if (!joined.ok) {
    if (joined.error.code === 'cancelled') return 0
    terminal.complain(joined.error.message)
    return statusFailed
  }
  terminal.complain(`You are ${client.nickname} at ${formatAddress(invocation.address)}. Ctrl-C leaves.`)
  terminal.prompt(`${client.nickname}: `)
  const lost = await Promise.race([room.lost, room.sayLines().then(() => null), stopped])
  await client.leave()
  if (lost === null) return 0
  terminal.complain(`${lost} You are no longer in the room.`)
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
  const terminal = new Terminal()
  const status = await visit(invocation.value, terminal)
  terminal.close()
  return status
}

const status = await main()
// A connection that was given up may still be ending politely; nobody waits for that here.
process.stdout.write('', () => process.exit(status))
