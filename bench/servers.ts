/** The servers under test: how each is started on a free port of loopback, and ended. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')

/** Every server that the benchmark knows, by the name that `--servers` takes. */
const commands = {
  /** Our host, headless, without flood limits. */
  'snug-classic': [process.execPath, 'src/cli/host.ts', '--port', '0', '--unlimited', '--data', 'none'],
  /** A thread for each client, and a loop that sends to all: the tutorial's server, written for these tests. */
  python: ['python3', 'e2e/peers/classic_server.py', '--port', '0'],
} as const satisfies Record<string, readonly [string, ...string[]]>

export type ServerName = keyof typeof commands

export const serverNames = Object.keys(commands) as ServerName[]

export interface RunningServer {
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
}

/**
 * Starts a server and waits until it says `Listening on 127.0.0.1:PORT`.
 *
 * @throws Error in words if its program is missing or it ends before that
 */
export function startServer(name: ServerName): Promise<RunningServer> {
  return startProgram(name, commands[name])
}

/**
 * Starts our host in a terminal, without flood limits, on a free port.
 *
 * @param folder keeps the conversation; null keeps nothing
 */
export function startHost(folder: string | null): Promise<RunningServer> {
  const flags = ['--port', '0', '--unlimited', '--data', folder ?? 'none']
  return startProgram('the host', [process.execPath, 'src/cli/host.ts', ...flags])
}

async function startProgram(name: string, [program, ...args]: readonly [string, ...string[]]): Promise<RunningServer> {
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const port = await listeningPort(child, name)
  return {
    port,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

function listeningPort(child: ChildProcess, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    // Heard only if it does not start: a tutorial server prints a stack trace for every client that leaves.
    let complaint = ''
    child.stderr?.on('data', (text: Buffer) => (complaint = (complaint + String(text)).slice(-2000)))
    child.once('error', (error) => reject(new Error(`${name} could not be started: ${error.message}`)))
    child.once('exit', (code) =>
      reject(new Error(`${name} ended with status ${code} before it listened. ${complaint}`)),
    )
    if (!child.stdout) return
    // Keeps reading to the end: a server whose output nobody reads would stop at a full pipe.
    createInterface(child.stdout).on('line', (line) => {
      const port = /^Listening on .*:(\d+)/.exec(line)?.[1]
      if (port) resolve(Number(port))
    })
  })
}
