/** Builds the app when what is built is older than its sources. */
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { root } from './app-program.ts'

const sources = ['src', 'vite.config.ts', 'package.json', 'package-lock.json']
const products = ['dist/renderer/index.html', 'dist/main/index.cjs', 'dist/preload/index.cjs']

/** Builds if needed, saying nothing unless it fails. False if it fails. */
export function ensureBuilt(): boolean {
  const oldestProduct = Math.min(...products.map((file) => changedAt(path.join(root, file))))
  const newestSource = Math.max(...sources.map((source) => newestIn(path.join(root, source))))
  if (oldestProduct > newestSource) return true
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status } = spawnSync(process.execPath, [vite, 'build', '--app', '--logLevel', 'error'], {
    cwd: root,
    // A test that builds has another, with which React would be built for its developers.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return status === 0
}

/** Milliseconds since 1970; 0 for a file that is not there. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function newestIn(place: string): number {
  if (!statSync(place, { throwIfNoEntry: false })?.isDirectory()) return changedAt(place)
  return Math.max(changedAt(place), ...readdirSync(place).map((name) => newestIn(path.join(place, name))))
}
