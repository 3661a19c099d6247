/** What the page is and may do: its origin, its files, its content security policy. Pure, so that a test can pin it. */
import path from 'node:path'

/** The scheme that serves the page. */
export const appScheme = 'app'

/** The one origin that may show the window and talk to the main process. */
export const appOrigin = `${appScheme}://snug`

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
