import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { patienceMs } from '../e2e/peers/patience.ts'
import { hasDisplay, root } from './app-program.ts'
import { findChromium } from './chromium.ts'
import { downloadElectron, electronBinary } from './electron-binary.ts'

const startScript = path.join(root, 'scripts', 'start.ts')
const isLinux = process.platform === 'linux'

const folders: string[] = []
afterEach(() => {
  vi.unstubAllEnvs()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder with an executable script in it. */
function folderWith(name: string, script: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-start-'))
  folders.push(folder)
  writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`)
  chmodSync(path.join(folder, name), 0o755)
  return folder
}

describe.runIf(isLinux)('npm start', () => {
  test('hosts a room in the terminal where there is no display, takes what is typed there, and ends with it', async () => {
    const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' }
    const child = spawn(process.execPath, [startScript, '--port', '0'], { env, stdio: 'pipe' })
    const ended = once(child, 'close')
    let errors = ''
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()))
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    expect(line).toMatch(/^Listening on 127\.0\.0\.1:\d+$/)
    child.stdin.write('/help who\n')
    await vi.waitFor(() => expect(errors).toContain('List who is here'), { timeout: patienceMs })
    child.kill('SIGINT')
    expect(await ended).toEqual([0, null])
    expect(errors).toMatch(
      /^There is no display to open a window on, so this terminal hosts a room instead; Ctrl-C closes it\.\n/,
    )
  })

  test('gives Electron the app and the arguments, and ends as Electron does', async () => {
    const dist = folderWith('electron', 'for one; do echo "$one"; done; exit 7')
    const env = { ...process.env, DISPLAY: ':none', ELECTRON_OVERRIDE_DIST_PATH: dist }
    const child = spawn(process.execPath, [startScript, 'snug://127.0.0.1:5000'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines = createInterface(child.stdout)
    const said: string[] = []
    lines.on('line', (line) => said.push(line))
    expect(await once(child, 'close')).toEqual([7, null])
    expect(said.slice(-2)).toEqual([root, 'snug://127.0.0.1:5000'])
  })

  test.skipIf(electronBinary())('says in a sentence that neither Electron nor Chromium can be had', async () => {
    const env = { ...process.env, DISPLAY: ':none', ELECTRON_MIRROR: 'http://127.0.0.1:1/', SNUG_CHROMIUM: '/nowhere' }
    const child = spawn(process.execPath, [startScript], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    const lines: string[] = []
    createInterface(child.stderr).on('line', (line) => lines.push(line))
    expect(await once(child, 'close')).toEqual([1, null])
    expect(lines).toEqual(['SNUG_CHROMIUM is "/nowhere", where there is no program. Correct it or unset it.'])
  })
})

describe.runIf(isLinux)('a display', () => {
  test.each([
    [{ DISPLAY: ':0', WAYLAND_DISPLAY: '' }, true],
    [{ DISPLAY: '', WAYLAND_DISPLAY: 'wayland-0' }, true],
    [{ DISPLAY: '', WAYLAND_DISPLAY: '' }, false],
  ])('of %j is there: %j', (environment, isThere) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
    expect(hasDisplay()).toBe(isThere)
  })
})

describe('finding Chromium', () => {
  test('the one that is named comes first', async () => {
    vi.stubEnv('SNUG_CHROMIUM', process.execPath)
    expect(await findChromium({ install: false })).toBe(process.execPath)
  })

  test.runIf(isLinux)('one of the system is found by its usual names', async () => {
    const folder = folderWith('google-chrome', 'exit 0')
    vi.stubEnv('SNUG_CHROMIUM', '')
    vi.stubEnv('PATH', `relative:${folder}`)
    expect(await findChromium({ install: false })).toBe(path.join(folder, 'google-chrome'))
  })
})

describe.skipIf(electronBinary())('downloading Electron', () => {
  test('a server that cannot be reached is named', async () => {
    vi.stubEnv('HTTPS_PROXY', '')
    vi.stubEnv('https_proxy', '')
    vi.stubEnv('ELECTRON_MIRROR', 'http://127.0.0.1:1/')
    expect(await downloadElectron()).toEqual({ ok: false, error: '127.0.0.1 cannot be reached' })
  })

  test('so is one that has no Electron', async () => {
    const server = createServer((_request, response) => response.writeHead(404).end()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    vi.stubEnv('HTTPS_PROXY', '')
    vi.stubEnv('https_proxy', '')
    vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    expect(await downloadElectron()).toEqual({ ok: false, error: '127.0.0.1 did not deliver it' })
    server.closeAllConnections()
    server.close()
  })

  test.each(['github.com/mirror', 'localhost:8080', 'not an address'])(
    'a mirror such as %j is not one',
    async (mirror) => {
      vi.stubEnv('ELECTRON_MIRROR', mirror)
      const error = `ELECTRON_MIRROR is "${mirror}", which is not an address that begins with https:// or http://`
      expect(await downloadElectron()).toEqual({ ok: false, error })
    },
  )
})
