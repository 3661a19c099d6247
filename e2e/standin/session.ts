/** Electron's `net` and `session`, as far as a window of local files needs them. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Net, Session as ElectronSession, WebContents } from 'electron/main'
import type { PartOf } from './part-of.ts'
import { protocol } from './schemes.ts'

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wasm': 'application/wasm',
}

/** Electron's `fetch`, which reads files too. */
async function fetchAny(input: string | Request, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init)
  if (!request.url.startsWith('file:')) return fetch(request)
  const file = fileURLToPath(request.url)
  const bytes = await readFile(file).catch(() => {
    throw new Error('net::ERR_FILE_NOT_FOUND')
  })
  const type = mediaTypes[path.extname(file)] ?? 'application/octet-stream'
  return new Response(bytes, { headers: { 'content-type': type } })
}

export const net = { fetch: fetchAny, isOnline: () => true } satisfies PartOf<Net>

type CheckHandler = Parameters<ElectronSession['setPermissionCheckHandler']>[0]

/** Electron's names of the permissions that Chromium can be told about, with Chromium's own names. */
const permissions = {
  notifications: 'notifications',
  geolocation: 'geolocation',
  media: 'camera',
  'clipboard-read': 'clipboard-read',
  'clipboard-sanitized-write': 'clipboard-write',
} as const

class Session {
  readonly protocol = protocol
  readonly fetch = fetchAny
  #check: CheckHandler = null

  // Chromium checks spelling as it likes here.
  readonly availableSpellCheckerLanguages: string[] = ['de', 'en-GB', 'en-US']
  #spellCheckerLanguages: string[] = []
  #isSpellCheckerEnabled = true
  setSpellCheckerLanguages(languages: string[]): void {
    this.#spellCheckerLanguages = languages
    this.#isSpellCheckerEnabled = languages.length > 0
  }
  getSpellCheckerLanguages = (): string[] => this.#spellCheckerLanguages
  setSpellCheckerEnabled(isEnabled: boolean): void {
    this.#isSpellCheckerEnabled = isEnabled
  }
  isSpellCheckerEnabled = (): boolean => this.#isSpellCheckerEnabled
  setSpellCheckerDictionaryDownloadURL(): void {}
  addWordToSpellCheckerDictionary = (): boolean => true

  /** Chromium asks nobody here: what {@link setPermissionCheckHandler} refuses is refused, all else is granted. */
  setPermissionRequestHandler(): void {}

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#check = handler
  }

  /** Every permission by Chromium's name, and whether the app lets a page of that origin have it. */
  decide(contents: unknown, origin: string): { readonly name: string; readonly granted: boolean }[] {
    const details = { isMainFrame: true, requestingUrl: origin, securityOrigin: origin }
    return Object.entries(permissions).map(([permission, name]) => ({
      name,
      granted:
        this.#check?.(contents as WebContents, permission as keyof typeof permissions, origin, details) !== false,
    }))
  }
}

const defaultSession = new Session() satisfies PartOf<ElectronSession, 'protocol' | 'fetch'>
export const session = { defaultSession }
