/** The one Chromium that shows every window of the app. */
import { mkdirSync, readlinkSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { hasDisplay } from '../../scripts/app-program.ts'
import { findChromium } from '../../scripts/chromium.ts'
import { Chromium } from './chromium.ts'
import { serveSchemes } from './schemes.ts'

let running: Chromium | undefined

/** No display to open windows on: they are drawn all the same, and a test can look at them. */
export const headless = !hasDisplay()

/** @throws Error, in Electron's words, before the app is ready. */
export function runningChromium(): Chromium {
  if (!running) throw new Error('Cannot create BrowserWindow before app is ready')
  return running
}

/** Starts Chromium. Rejects with a sentence for a person if it cannot be had or ends at once. */
export async function startChromium(userData: string, switches: ReadonlyMap<string, string>): Promise<Chromium> {
  const profile = path.join(userData, 'Chromium')
  mkdirSync(profile, { recursive: true })
  const executable = await findChromium({ install: false })
  await predecessorGone(profile)
  const said: string[] = []
  const chromium = new Chromium({
    executable,
    profile,
    headless,
    switches: await allSwitches(switches),
    onLine(line) {
      // Playwright waits for this line. The rest is of interest only when Chromium fails, or on demand.
      if (line.startsWith('DevTools listening on') || process.env['ELECTRON_ENABLE_LOGGING']) console.error(line)
      else if (!running) said.push(line)
    },
  })
  try {
    await chromium.start()
  } catch {
    throw new Error(`Chromium (${executable}) did not start. ${said.slice(-3).join(' ')}`)
  }
  running = chromium
  return chromium
}

/** Ends Chromium if it runs. */
export async function closeChromium(): Promise<void> {
  await running?.close()
}

async function allSwitches(fromApp: ReadonlyMap<string, string>): Promise<string[]> {
  const port = await serveSchemes()
  const all = new Map([
    ...fromApp,
    ['no-first-run', ''],
    ['no-default-browser-check', ''],
    ['disable-background-networking', ''],
    ['disable-component-update', ''],
    ['disable-sync', ''],
    ['disable-quic', ''],
    ['disable-extensions', ''],
    ['hide-crash-restore-bubble', ''],
    ['test-type', ''], // No bar about the switches.
    ['password-store', 'basic'],
    ['disable-features', [fromApp.get('disable-features'), 'Translate'].filter(Boolean).join(',')],
    ['host-resolver-rules', `MAP *.localhost:80 127.0.0.1:${port}`],
  ])
  if (headless) all.set('headless', '')
  // A container often has little shared memory.
  if (process.platform === 'linux') all.set('disable-dev-shm-usage', '')
  // Chromium refuses its sandbox to root.
  if (process.getuid?.() === 0) all.set('no-sandbox', '')
  all.delete('inspect')
  return Array.from(all, ([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`))
}

/**
 * The Chromium of a run that was killed takes a moment to notice. Until then it holds the profile, and a new one
 * would only hand its window over to it.
 */
async function predecessorGone(profile: string): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 50) {
    const holder = profileHolder(profile)
    if (holder === undefined || !isRunning(holder)) return
    await delay(50)
  }
  throw new Error(`Another Chromium uses ${profile}. End it and start again.`)
}

/** Chromium's lock on a profile is a link to `host-pid` that leads nowhere. */
function profileHolder(profile: string): number | undefined {
  try {
    return Number(/-(\d+)$/.exec(readlinkSync(path.join(profile, 'SingletonLock')))?.[1])
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
