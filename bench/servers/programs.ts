/** The servers under test: how each is started on a free port of loopback, and ended. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { defaultRetention } from '../../src/core/common/native/retention.ts'
import { ownChild } from '../children.ts'
import { freePort, inspircdConfig, ngircdConfig } from './irc-config.ts'

const root = path.join(import.meta.dirname, '..', '..')

/** How a server is spoken to. */
export type Dialect = 'classic' | 'native' | 'irc' | 'websocket' | 'socket.io'

interface ServerKind {
  readonly dialect: Dialect
  readonly start: () => Promise<RunningServer>
}

/** Every server that the benchmark knows, by the name that `--servers` takes. */
const kinds = {
  /** Our host, headless, without flood limits, keeping nothing; its clients are tutorial clients. */
  'snug-classic': { dialect: 'classic', start: () => startHost(null) },
  /** The same with native clients. */
  'snug-native': { dialect: 'native', start: () => startHost(null) },
  /** The same, keeping what is said. */
  'snug-stored': { dialect: 'native', start: startStoringHost },
  /** A thread for each client, and a loop that sends to all: the tutorial's server, written for these tests. */
  python: {
    dialect: 'classic',
    start: () => startProgram('python', ['python3', 'e2e/peers/classic_server.py', '--port', '0']),
  },
  ngircd: {
    dialect: 'irc',
    start: () => startIrc('ngircd', ngircdConfig, (file) => ['ngircd', '--nodaemon', '--config', file]),
  },
  inspircd: {
    dialect: 'irc',
    start: () =>
      startIrc('inspircd', inspircdConfig, (file) => ['inspircd', '--nofork', '--runasroot', `--config=${file}`]),
  },
  ws: { dialect: 'websocket', start: () => startScript('ws-broadcast.ts') },
  'socket.io': { dialect: 'socket.io', start: () => startScript('socket-io-room.ts') },
} as const satisfies Record<string, ServerKind>

export type ServerName = keyof typeof kinds

export const serverNames = Object.keys(kinds) as ServerName[]

export interface RunningServer {
  readonly port: number
  readonly pid: number
  /** Bytes on its heap and in its buffers after a collection; null if it cannot tell. */
  memory(): Promise<number | null>
  stop(): Promise<void>
}

export interface HostOptions {
  readonly unlimited?: boolean
  readonly keepMessages?: number
  readonly everyMessageToDisk?: boolean
}

export function dialectOf(name: ServerName): Dialect {
  return kinds[name].dialect
}

/**
 * Starts a server and waits until it listens.
 *
 * @throws Error in words if its program is missing or it ends before that
 */
export function startServer(name: ServerName): Promise<RunningServer> {
  return kinds[name].start()
}

/**
 * Starts our host in a terminal, on a free port; without flood limits, unless it is to have them.
 *
 * @param folder keeps the conversation; null keeps nothing
 */
export function startHost(
  folder: string | null,
  { unlimited = true, keepMessages = defaultRetention.messages, everyMessageToDisk = false }: HostOptions = {},
): Promise<RunningServer> {
  const flags = ['--port', '0', '--data', folder ?? 'none', '--keep-messages', String(keepMessages)]
  if (unlimited) flags.push('--unlimited')
  if (everyMessageToDisk) flags.push('--every-message-to-disk')
  return startProgram('the host', [process.execPath, '--expose-gc', 'bench/servers/snug-host.ts', ...flags], true)
}

async function startStoringHost(): Promise<RunningServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-bench-'))
  try {
    return cleaningUp(await startHost(folder), folder)
  } catch (error) {
    remove(folder)
    throw error
  }
}

function startScript(file: string): Promise<RunningServer> {
  return startProgram(file, [process.execPath, `bench/servers/${file}`])
}

/** A program of this project's kind: it prints `Listening on 127.0.0.1:PORT`. */
async function startProgram(
  name: string,
  command: readonly [string, ...string[]],
  tellsMemory = false,
): Promise<RunningServer> {
  const child = start(command)
  const running = { port: await announcedPort(child, name), ...ending(child) }
  return tellsMemory ? { ...running, memory: () => toldMemory(child) } : running
}

/** Asks our host: it answers the signal with a line. */
async function toldMemory(child: ChildProcess): Promise<number | null> {
  const { stdout } = child
  if (!stdout) return null
  const told = new Promise<number>((resolve) => {
    // Not by lines of its own: such a reader cannot be let go of without stopping the output.
    let text = ''
    const read = (bytes: Buffer): void => {
      text += bytes.toString()
      const line = /^Memory .*(?=\n)/m.exec(text)?.[0]
      if (line === undefined) return
      stdout.off('data', read)
      const { heapUsed, external } = JSON.parse(line.slice('Memory '.length)) as { heapUsed: number; external: number }
      resolve(heapUsed + external)
    }
    stdout.on('data', read)
  })
  child.kill('SIGUSR2')
  return told
}

/** @throws Error in words if its program is missing or it ends before it listens; nothing of it is left then */
export async function startIrc(
  name: string,
  config: (port: number, folder: string) => string,
  command: (file: string) => readonly [string, ...string[]],
): Promise<RunningServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), `snug-bench-${name}-`))
  const file = path.join(folder, `${name}.conf`)
  const port = await freePort()
  writeFileSync(file, config(port, folder))
  writeFileSync(path.join(folder, 'motd'), 'bench\n')
  const child = start(command(file))
  const running = cleaningUp({ port, ...ending(child) }, folder)
  const givenUp = new AbortController()
  try {
    await Promise.race([failure(child, name), answering(port, givenUp.signal)])
  } catch (error) {
    await running.stop()
    throw error
  } finally {
    givenUp.abort()
  }
  return running
}

function start([program, ...args]: readonly [string, ...string[]]): ChildProcess {
  const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` }
  return ownChild(spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] }))
}

function ending(child: ChildProcess): Omit<RunningServer, 'port'> {
  return {
    pid: child.pid ?? 0,
    memory: () => Promise.resolve(null),
    async stop() {
      // One that is missing has never had a number.
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

function cleaningUp(running: RunningServer, folder: string): RunningServer {
  return {
    ...running,
    async stop() {
      await running.stop()
      remove(folder)
    },
  }
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

/** Rejects, in words, when the program is missing or ends. */
function failure(child: ChildProcess, name: string): Promise<never> {
  return new Promise((_resolve, reject) => {
    // Heard only if it does not start: a tutorial server prints a stack trace for every client that leaves.
    let complaint = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: Buffer) => (complaint = (complaint + String(text)).slice(-2000)))
    }
    child.once('error', () => reject(new Error(`The program is not installed.`)))
    // Not at its exit: what it has complained of may still have to be read.
    child.once('close', (code) =>
      reject(new Error(`${name} ended with status ${code} before it listened. ${complaint}`)),
    )
  })
}

function announcedPort(child: ChildProcess, name: string): Promise<number> {
  const announced = new Promise<number>((resolve) => {
    if (!child.stdout) return
    // Keeps reading to the end: a server whose output nobody reads would stop at a full pipe.
    createInterface(child.stdout).on('line', (line) => {
      const port = /^Listening on .*:(\d+)/.exec(line)?.[1]
      if (port) resolve(Number(port))
    })
  })
  return Promise.race([announced, failure(child, name)])
}

/** Resolves when somebody accepts connections there, or when nobody waits for it any more. */
async function answering(port: number, givenUp: AbortSignal): Promise<void> {
  while (!givenUp.aborted) {
    const socket = connect({ port, host: '127.0.0.1' })
    const accepted = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
    })
    socket.destroy()
    if (accepted) return
    await pause(50)
  }
}
