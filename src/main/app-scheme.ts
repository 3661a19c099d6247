/** Serves the window's files from `app://snug/`, so that the page has a real, secure origin and a content security policy. */
import { net, protocol, type CustomScheme } from 'electron/main'
import { pathToFileURL } from 'node:url'
import { appScheme, contentSecurityPolicy, fileInside } from './app-page.ts'

const privilegedScheme: CustomScheme = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true },
}

/** Announces the scheme. Electron allows it once, before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([privilegedScheme])
}

/**
 * Answers every request of the page with a file below `root`.
 *
 * @param root absolute folder of the built window
 */
export function serveAppScheme(root: string): void {
  protocol.handle(appScheme, async (request) => {
    const file = fileInside(root, request.url)
    if (!file) return new Response('Not found', { status: 404 })
    try {
      const response = await net.fetch(pathToFileURL(file).href)
      const headers = new Headers(response.headers)
      headers.set('Content-Security-Policy', contentSecurityPolicy)
      headers.set('X-Content-Type-Options', 'nosniff')
      return new Response(response.body, { status: response.status, headers })
    } catch {
      return new Response('Not found', { status: 404 })
    }
  })
}
