/** Serves the window's files from `app://snug/`, so that the page has a real, secure origin and a content security policy. */
import { net, protocol, type CustomScheme } from 'electron/main'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const scheme = 'app'

/** The one origin that may show the window and talk to the main process. */
export const appOrigin = `${scheme}://snug`

/** The window's page. */
export const appPage = `${appOrigin}/index.html`

/** What the page may load and run; pinned by a test. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const privilegedScheme: CustomScheme = {
  scheme,
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
  protocol.handle(scheme, async (request) => {
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

/** The file that an address of the scheme means, or null if it lies outside `root` or belongs to another host. */
export function fileInside(root: string, address: string): string | null {
  const url = new URL(address)
  if (`${url.protocol}//${url.host}` !== appOrigin) return null
  let pathname: string
  try {
    pathname = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  if (pathname.includes('\0')) return null
  // join, not resolve: the path name begins with a slash and would replace the root.
  const file = path.join(root, pathname)
  const relative = path.relative(root, file)
  const outside = relative === '' || relative.split(path.sep)[0] === '..' || path.isAbsolute(relative)
  return outside ? null : file
}
