/**
 * Fetches one thing from the internet because somebody asked for it, and gives away and takes in as little as it can: no
 * cookies, no referrer, no connection to anything but the internet at large, and bounds on all that comes back.
 */
import dns from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'

/** What is known to go wrong. */
export type FetchFaultCode = 'bad-address' | 'private' | 'redirects' | 'status' | 'kind' | 'too-large'

export class FetchFault extends Error {
  readonly code: FetchFaultCode
  /** What the server answered, of `status`. */
  readonly status: number | undefined

  constructor(code: FetchFaultCode, status?: number) {
    super(code)
    this.name = 'FetchFault'
    this.code = code
    this.status = status
  }
}

export interface Bounds {
  /** In bytes. */
  readonly most: number
  /** What is longer is used as far as it is there, instead of not at all. */
  readonly mayBeCut: boolean
}

export interface FetchOptions {
  /** The media types that are wanted. */
  readonly kinds: ReadonlyMap<string, Bounds>
  /** Judges every address before it is connected to. */
  readonly mayConnect: (address: string) => boolean
  readonly signal: AbortSignal
}

export interface Fetched {
  /** Where it came from in the end. */
  readonly url: URL
  readonly kind: string
  /** As the server says; null if it does not. */
  readonly charset: string | null
  readonly bytes: Buffer
}

const mostRedirects = 3
const redirects = new Set([301, 302, 303, 307, 308])

/** @throws FetchFault, what the system says of a connection, or that the signal gave it up. */
export async function guardedFetch(address: URL, options: FetchOptions): Promise<Fetched> {
  let url = address
  for (let redirected = 0; redirected <= mostRedirects; redirected += 1) {
    const response = await open(url, options)
    const { statusCode = 0, headers } = response
    if (!redirects.has(statusCode) || headers.location === undefined) return receive(url, response, options.kinds)
    response.destroy()
    if (!URL.canParse(headers.location, url.href)) throw new FetchFault('bad-address')
    url = new URL(headers.location, url)
  }
  throw new FetchFault('redirects')
}

async function open(url: URL, { kinds, mayConnect, signal }: FetchOptions): Promise<http.IncomingMessage> {
  const { protocol, hostname, username, password } = url
  if ((protocol !== 'https:' && protocol !== 'http:') || username !== '' || password !== '') {
    throw new FetchFault('bad-address')
  }
  // A number is not looked up.
  const number = hostname.replaceAll(/^\[|\]$/g, '')
  if (net.isIP(number) !== 0 && !mayConnect(number)) throw new FetchFault('private')
  const { request } = protocol === 'https:' ? https : http
  const headers = {
    'user-agent': 'Snug link preview',
    accept: [...kinds.keys()].join(', '),
    'accept-encoding': 'identity',
  }
  // An agent of its own keeps no connection, and knows of no proxy.
  const options = { agent: false, headers, signal, lookup: checkedLookup(mayConnect) }
  return new Promise((resolve, reject) => {
    request(url, options).on('response', resolve).on('error', reject).end()
  })
}

/** Connects to the very addresses that were judged: a name that is asked again may answer otherwise. */
function checkedLookup(mayConnect: FetchOptions['mayConnect']): net.LookupFunction {
  return (hostname, options, done) => {
    dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error) done(error, [])
      else if (!first || !addresses.every(({ address }) => mayConnect(address))) done(new FetchFault('private'), [])
      else if (options.all) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }
}

async function receive(url: URL, response: http.IncomingMessage, kinds: FetchOptions['kinds']): Promise<Fetched> {
  try {
    const { statusCode = 0, headers } = response
    if (statusCode !== 200) throw new FetchFault('status', statusCode)
    const [kind = '', ...parameters] = (headers['content-type'] ?? '')
      .toLowerCase()
      .split(';')
      .map((part) => part.trim())
    const bounds = kinds.get(kind)
    const isEncoded = (headers['content-encoding'] ?? 'identity') !== 'identity'
    if (!bounds || isEncoded) throw new FetchFault('kind')
    const charset = parameters
      .find((part) => part.startsWith('charset='))
      ?.slice('charset='.length)
      .replaceAll('"', '')
    return { url, kind, charset: charset ?? null, bytes: await read(response, bounds) }
  } finally {
    response.destroy()
  }
}

async function read(response: http.IncomingMessage, { most, mayBeCut }: Bounds): Promise<Buffer> {
  if (!mayBeCut && Number(response.headers['content-length']) > most) throw new FetchFault('too-large')
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of response as AsyncIterable<Buffer>) {
    pieces.push(piece)
    size += piece.length
    if (size > most && !mayBeCut) throw new FetchFault('too-large')
    if (size >= most) break
  }
  return Buffer.concat(pieces).subarray(0, most)
}
