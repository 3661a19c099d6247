/**
 * Custom schemes. Chromium knows none, so `app://host/path` is `http://host.app.localhost/path` there: a stable, secure
 * origin, where the policies in the handler's headers hold. A local server passes each request on to the handler.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import type { Protocol } from 'electron/main'
import type { PartOf } from './part-of.ts'

type Handler = (request: Request) => Response | Promise<Response>
const handlers = new Map<string, Handler>()

/** An address that answers nothing, so that a window opened with it stays without a document. */
export const nothing = 'http://nothing.localhost/'

/** The address at which Chromium finds what an app calls `url`. */
export function toChromium(url: string): string {
  return url.replace(/^([\w+.-]+):\/\/([^/?#]+)/, (whole, scheme: string, host: string) =>
    handlers.has(scheme) ? `http://${host}.${scheme}.localhost` : whole,
  )
}

/** What an app calls the address that Chromium shows as `url`. */
export function fromChromium(url: string): string {
  return url.replace(/^http:\/\/([^/?#]+)\.([\w+-]+)\.localhost(?=[/?#]|$)/, (whole, host: string, scheme: string) =>
    handlers.has(scheme) ? `${scheme}://${host}` : whole,
  )
}

/** Starts the server behind every `*.localhost`, on a free port of loopback, and answers the port. */
export async function serveSchemes(): Promise<number> {
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy()) // Electron, too, only fails the request.
  })
  server.unref().listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = fromChromium(`http://${incoming.headers.host ?? ''}${incoming.url ?? ''}`)
  // Electron asks for no icon of the page.
  if (url.startsWith(nothing) || incoming.url === '/favicon.ico') {
    outgoing.writeHead(204).end()
    return
  }
  const handler = handlers.get(new URL(url).protocol.slice(0, -1))
  if (!handler) throw new Error(`No handler for ${url}`)
  const method = incoming.method ?? 'GET'
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)])
  const body = method === 'GET' || method === 'HEAD' ? null : (Readable.toWeb(incoming) as BodyInit)
  const response = await handler(new Request(url, { method, headers, ...(body && { body, duplex: 'half' }) }))
  // Electron keeps no cache of a custom scheme.
  outgoing.writeHead(response.status, { 'cache-control': 'no-store', ...Object.fromEntries(response.headers) })
  if (response.body) await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing)
  else outgoing.end()
}

export const protocol = {
  registerSchemesAsPrivileged() {
    // Here every custom scheme is standard, secure and can be fetched from.
  },
  handle(scheme: string, handler: Handler) {
    handlers.set(scheme, handler)
  },
  unhandle(scheme: string) {
    handlers.delete(scheme)
  },
  isProtocolHandled: (scheme: string) => handlers.has(scheme),
} satisfies PartOf<Protocol>
