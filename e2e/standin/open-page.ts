/** Opens a window whose page has a preload in a world of its own, the way Electron would. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Rectangle, WebPreferences } from 'electron/main'
import type { Session } from './chromium.ts'
import { createBridge } from './page/bridge.ts'
import { createCloneCodec } from './page/clone.ts'
import { isolatedWorld } from './page/isolated-world.ts'
import { mainWorld } from './page/main-world.ts'
import { runningChromium } from './running-chromium.ts'
import { nothing } from './schemes.ts'

/** The secret name of the line into every page. */
export const token = `standin${randomUUID().replaceAll('-', '')}`
const worldName = 'Electron Isolated Context'

/** @throws Error for preferences that the stand-in cannot honour, rather than run a page with other rights than asked. */
export function assertIsolated(preferences: WebPreferences): void {
  const { contextIsolation, nodeIntegration, sandbox, webSecurity } = preferences
  if (contextIsolation === false || nodeIntegration || sandbox === false || webSecurity === false)
    throw new Error('The stand-in shows only sandboxed pages, isolated from their preload and without Node.')
}

/**
 * Opens a page without a document.
 *
 * @param prepare called before the page hears of anything, so that no event is missed
 */
export async function openPage(
  preferences: WebPreferences,
  size: Pick<Rectangle, 'width' | 'height'>,
  prepare: (session: Session) => void,
): Promise<Session> {
  const session = await runningChromium().open(nothing, size)
  prepare(session)
  const addScript = 'Page.addScriptToEvaluateOnNewDocument'
  await Promise.all([
    session.send('Page.enable'),
    session.send('Runtime.enable'),
    session.send('Fetch.enable', { patterns: [{ urlPattern: '*', resourceType: 'Document' }] }),
    session.send('Runtime.addBinding', { name: token, executionContextName: worldName }),
    session.send(addScript, { source: `(${mainWorld.toString()})('${token}', ${createBridge.toString()})` }),
    session.send(addScript, { source: isolatedSource(preferences.preload), worldName }),
  ])
  return session
}

function isolatedSource(preload: string | undefined): string {
  const { platform, arch, versions } = process
  const visible = { platform, arch, versions, type: 'renderer', sandboxed: true, contextIsolated: true }
  return `(${isolatedWorld.toString()})({
    token: '${token}',
    bridge: ${createBridge.toString()},
    codec: ${createCloneCodec.toString()},
    process: ${JSON.stringify(visible)},
    preload(require, module, exports, process) {
      ${preload === undefined ? '' : readFileSync(preload, 'utf8')}
    },
  })`
}
