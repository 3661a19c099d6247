/** Electron's own program: whether it is here, and fetching it. The npm package brings only the wrapper around it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { failure, success, type Result } from '../src/core/common/result.ts'

const packageFolder = path.join(import.meta.dirname, '..', 'node_modules', 'electron')
const reachMs = 5000
const downloadMs = 120_000

/**
 * The path of Electron's program, or undefined if it has not been downloaded.
 *
 * @throws Error with a sentence if ELECTRON_OVERRIDE_DIST_PATH names a folder without it
 */
export function electronBinary(): string | undefined {
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  const program = path.resolve(named || path.join(packageFolder, 'dist'), programName())
  if (existsSync(program)) return program
  if (named)
    throw new Error(`ELECTRON_OVERRIDE_DIST_PATH is "${named}", where Electron is not. Correct it or unset it.`)
  return undefined
}

/**
 * Downloads Electron's program, which is about 100 MB, within two minutes; gives up after seconds if the server cannot be
 * reached. Answers its path, or why not, in words that complete "Electron could not be downloaded (…)".
 */
export async function downloadElectron(): Promise<Result<string, string>> {
  const { env } = process
  const proxy = env['HTTPS_PROXY'] || env['https_proxy']
  const variable = ['ELECTRON_MIRROR', 'npm_config_electron_mirror'].find((name) => env[name])
  const address = (variable && env[variable]) || 'https://github.com'
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) {
    return failure(`${variable} is "${address}", which is not an address that begins with https:// or http://`)
  }
  const server = new URL(address)
  // Behind a proxy, the server itself need not be reachable.
  const unreachable = proxy ? undefined : await reasonUnreachable(server)
  if (unreachable) return failure(unreachable)
  console.error('Downloading Electron …')
  const child = spawn(process.execPath, [path.join(packageFolder, 'install.js')], {
    stdio: 'ignore',
    // Electron's installer and Node's fetch ignore a proxy until they are told.
    env: { ...env, ...(proxy && { ELECTRON_GET_USE_PROXY: 'true', NODE_USE_ENV_PROXY: '1' }) },
    timeout: downloadMs,
  })
  const [status] = (await once(child, 'exit')) as [number | null]
  const program = electronBinary()
  if (status === 0 && program) return success(program)
  return failure(status === null ? 'it took longer than two minutes' : `${server.hostname} did not deliver it`)
}

function programName(): string {
  try {
    return readFileSync(path.join(packageFolder, 'path.txt'), 'utf8')
  } catch {
    // Not downloaded here; another folder may be named.
    const names: Partial<Record<NodeJS.Platform, string>> = {
      darwin: 'Electron.app/Contents/MacOS/Electron',
      win32: 'electron.exe',
    }
    return names[process.platform] ?? 'electron'
  }
}

/** Why a server takes no connection, in words; undefined if it does. */
async function reasonUnreachable({ hostname, port, protocol }: URL): Promise<string | undefined> {
  const socket = net.connect({ host: hostname, port: Number(port) || (protocol === 'http:' ? 80 : 443) })
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(reachMs) })
    return undefined
  } catch {
    return `${hostname} cannot be reached`
  } finally {
    socket.destroy()
  }
}
