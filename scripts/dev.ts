/**
 * `npm run dev`: opens Snug and follows the sources. A change of the page reloads the window, any other starts the app anew.
 *
 * There is no development server: page, policy and app:// are built and served as they are in production, so that nothing
 * works here that would not work there.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { createBuilder } from 'vite'
import { type AppProgram, findAppProgram, hasDisplay, root } from './app-program.ts'
import { watchTree } from './watch-tree.ts'

type Part = 'client' | 'main' | 'preload'

/** Which parts of the app contain the files of a folder in src. */
const partsOf: readonly (readonly [folder: string, parts: readonly Part[]])[] = [
  ['renderer', ['client']],
  ['main', ['main']],
  ['preload', ['preload']],
  ['core/node', ['main']],
  ['core/common', ['client', 'main', 'preload']],
]

/** An editor saves several files at once; they become one build. */
const settleMs = 100

/** The running app. */
interface RunningApp {
  readonly child: ChildProcess
  readonly ended: Promise<unknown>
  /** Resolves with the address of Chromium's debugger. */
  readonly debuggerAddress: Promise<string>
}

function startApp({ command, args, environment }: AppProgram): RunningApp {
  const child = spawn(command, [...args, '--remote-debugging-port=0', root, ...process.argv.slice(2)], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'pipe'],
    detached: process.platform !== 'win32',
  })
  const { promise, resolve } = Promise.withResolvers<string>()
  createInterface(child.stderr).on('line', (line) => {
    const address = /^DevTools listening on ws:\/\/([^/]+)/.exec(line)?.[1]
    if (address) resolve(address)
    else console.error(line)
  })
  return { child, ended: once(child, 'exit'), debuggerAddress: promise }
}

/** Reloads every page, by way of Chromium's debugger. */
async function reloadPages(app: RunningApp): Promise<void> {
  const response = await fetch(`http://${await app.debuggerAddress}/json/list`)
  const targets = (await response.json()) as { readonly type: string; readonly webSocketDebuggerUrl: string }[]
  for (const { webSocketDebuggerUrl } of targets.filter(({ type }) => type === 'page')) {
    const socket = new WebSocket(webSocketDebuggerUrl)
    await once(socket, 'open')
    socket.send(JSON.stringify({ id: 1, method: 'Page.reload' }))
    await once(socket, 'message')
    socket.close()
  }
}

/** Builds parts of the app. False, with the reason said, if the sources are wrong. */
async function build(parts: ReadonlySet<Part>): Promise<boolean> {
  try {
    const builder = await createBuilder({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'warn' })
    for (const part of parts) {
      const environment = builder.environments[part]
      if (environment) await builder.build(environment)
    }
    return true
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    return false
  }
}

/** Gathers what changes in src until it is asked for. */
function watchSources(): { readonly changed: () => Promise<ReadonlySet<Part>> } {
  let parts = new Set<Part>()
  let wake = Promise.withResolvers<void>()
  const hear = (file: string): void => {
    if (/\.test\.tsx?$/.test(file)) return
    for (const [folder, affected] of partsOf) {
      if (file.startsWith(`${folder}/`)) for (const part of affected) parts.add(part)
    }
    if (parts.size > 0) wake.resolve()
  }
  let isSaid = false
  watchTree(path.join(root, 'src'), hear, ({ message }) => {
    if (isSaid) return
    isSaid = true
    console.error(
      `Not every change can be seen (${message}): after one that does not show, end this and start it again.`,
    )
  })
  return {
    async changed() {
      await wake.promise
      await delay(settleMs)
      const gathered = parts
      parts = new Set()
      wake = Promise.withResolvers()
      return gathered
    },
  }
}

async function develop(): Promise<number> {
  if (!hasDisplay()) throw new Error('There is no display to open a window on. "npm run host" needs none.')
  const program = await findAppProgram()
  if (program.notice) console.error(program.notice)
  const sources = watchSources()
  if (!(await build(new Set(['client', 'main', 'preload'])))) return 1
  let app = startApp(program)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.child.kill(signal))
  for (;;) {
    const parts = await Promise.race([sources.changed(), app.ended.then(() => undefined)])
    if (!parts) return app.child.exitCode ?? 1
    if (!(await build(parts))) continue
    if (parts.has('main') || parts.has('preload')) {
      console.error('Starting anew …')
      app.child.kill('SIGTERM')
      await app.ended
      app = startApp(program)
    } else await reloadPages(app)
  }
}

try {
  // The watcher would keep the process alive.
  process.exit(await develop())
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
