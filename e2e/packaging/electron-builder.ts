import { spawn } from 'node:child_process'
import path from 'node:path'

/** The repository's root. */
export const projectRoot = path.join(import.meta.dirname, '..', '..')

const program = path.join(projectRoot, 'node_modules', 'electron-builder', 'cli.js')

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
