/** Type-checks every folder under its own tsconfig, because each may see different globals. */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'

// The file itself: on Windows, what lies in .bin is a script that only a shell can start.
const compiler = path.join(path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')

const projects = [
  '.',
  'src/core/common',
  'src/core/node',
  'src/main',
  'src/preload',
  'src/renderer',
  'src/cli',
  'e2e',
  'bench',
  'fuzz',
]
const failed = projects.filter(
  (project) => spawnSync(process.execPath, [compiler, '-p', project], { stdio: 'inherit' }).status !== 0,
)
if (failed.length > 0) {
  console.error(`Types do not hold in: ${failed.join(', ')}`)
  process.exitCode = 1
}
