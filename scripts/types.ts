/** Type-checks every folder under its own tsconfig, because each may see different globals. */
import { spawnSync } from 'node:child_process'

const projects = ['.', 'src/core/common', 'src/core/node', 'src/main', 'src/preload', 'src/renderer', 'src/cli', 'e2e']
const failed = projects.filter((project) => spawnSync('tsc', ['-p', project], { stdio: 'inherit' }).status !== 0)
if (failed.length > 0) {
  console.error(`Types do not hold in: ${failed.join(', ')}`)
  process.exitCode = 1
}
