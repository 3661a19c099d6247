/** Runs the Python peers. Every test that needs Python fails with one clear sentence where there is none. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { freePort } from './free-port.ts'
import { Transcript } from './transcript.ts'

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

let command: string | undefined

/**
 * The command that runs Python 3 here.
 *
 * @throws Error that says how to get it, if there is none
 */
export function findPython(candidates: readonly string[] = ['python3', 'python']): string {
  const found = candidates.find((candidate) => {
    const { status, stdout } = spawnSync(candidate, ['-c', 'import sys; print(sys.version_info[0])'], {
      encoding: 'utf8',
    })
    return status === 0 && stdout.trim() === '3'
  })
  if (found === undefined) {
    throw new Error(
      'Python 3 is needed for the classic chat programs of these tests, and was not found. ' +
        'Install it (Debian or Ubuntu: apt-get install python3; macOS: brew install python; Windows: python.org) and run them again.',
    )
  }
  return found
}

/** A Python peer that runs. Dispose of it at the end of the test (`await using`). */
export class PythonPeer implements AsyncDisposable {
  /** What it printed, errors included. */
  readonly output = new Transcript()
  /** Its exit status; null if it was killed. */
  readonly exited: Promise<number | null>
  readonly #child

  constructor(script: string, scriptArguments: readonly string[]) {
    command ??= findPython()
    this.#child = spawn(command, ['-u', path.join(import.meta.dirname, script), ...scriptArguments], {
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    })
    const child = this.#child
    running.add(child)
    child.stdin.on('error', () => undefined)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => this.output.add(text))
    }
    this.exited = once(child, 'close').then(([status]) => {
      running.delete(child)
      this.output.end(`${script} ended with status ${String(status)}`)
      return typeof status === 'number' ? status : null
    })
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Types one line. */
  type(line: string): void {
    this.#child.stdin.write(`${line}\n`)
  }

  /** Ends what is typed. */
  endInput(): void {
    this.#child.stdin.end()
  }

  /** Stops it where it stands, or lets it go on. Not on Windows. */
  freeze(isFrozen: boolean): void {
    this.#child.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT')
  }

  /** Ends it without a goodbye. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.exited
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.kill()
  }
}

/** Starts a classic Python client; `utf8` is the variant that does not die of a character outside ASCII. */
export function startPythonClient(
  address: { readonly host?: string; readonly port: number },
  nickname: string,
  variant: 'ascii' | 'utf8' = 'ascii',
): PythonPeer {
  const script = variant === 'ascii' ? 'classic_client.py' : 'utf8_client.py'
  return new PythonPeer(script, [address.host ?? '127.0.0.1', String(address.port), nickname])
}

export interface PythonServer extends AsyncDisposable {
  readonly server: PythonPeer
  readonly port: number
}

/** Starts the classic Python server and waits until it listens. */
export async function startPythonServer(host = '127.0.0.1', wanted?: number): Promise<PythonServer> {
  const port = wanted ?? (await freePort())
  const server = new PythonPeer('classic_server.py', ['--host', host, '--port', String(port)])
  await server.output.until(/Listening on \S+:\d+\n/)
  return {
    server,
    port,
    [Symbol.asyncDispose]: () => server.kill(),
  }
}
