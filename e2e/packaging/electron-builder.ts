import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

/** The repository's root. */
export const projectRoot = path.join(import.meta.dirname, '..', '..')

const program = path.join(projectRoot, 'node_modules', 'electron-builder', 'cli.js')

/** Builds what is packaged, if it has not been built. Throws if that fails. */
export function ensureBuilt(): void {
  if (existsSync(path.join(projectRoot, 'dist', 'main', 'index.cjs'))) return
  const vite = path.join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status, stderr } = spawnSync(process.execPath, [vite, 'build', '--app'], {
    cwd: projectRoot,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The app cannot be built: ${stderr}`)
}

/** What a run of electron-builder said and how it ended. */
export interface BuilderRun {
  readonly status: number | null
  readonly output: string
}

/** Runs electron-builder with the project's configuration. Nothing is published. */
export async function runElectronBuilder(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<BuilderRun> {
  const child = spawn(process.execPath, [program, ...args, '--publish', 'never'], {
    cwd: projectRoot,
    env: { ...process.env, ...environment, CSC_IDENTITY_AUTO_DISCOVERY: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => (output += text))
  }
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { status, output }
}
