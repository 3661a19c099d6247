import dns from 'node:dns'
import { once } from 'node:events'
import http from 'node:http'
import type net from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { requestSchemas } from '../core/common/ipc-requests.ts'
import { previewLink } from './link-preview.ts'

type Answer = (response: http.ServerResponse) => void

const dot = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const html = { 'content-type': 'text/html' }

let server: http.Server
let base: string
let asked: http.IncomingMessage[]
let answers: Record<string, Answer>

beforeEach(async () => {
  asked = []
  answers = {}
  server = http.createServer((request, response) => {
    asked.push(request)
    const answer = answers[request.url ?? '']
    if (answer) answer(response)
    else response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`
})

afterEach(async () => {
  vi.restoreAllMocks()
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

const here = { mayConnect: (address: string) => address === '127.0.0.1' }

function page(text: string, headers: http.OutgoingHttpHeaders = html): Answer {
  return (response) => response.writeHead(200, headers).end(text)
}

function redirect(location: string): Answer {
  return (response) => response.writeHead(302, { location }).end()
}

/** Every name has these addresses. */
function resolveTo(...addresses: readonly string[]) {
  const resolve = (_name: string, _options: unknown, done: (error: null, found: dns.LookupAddress[]) => void): void =>
    done(
      null,
      addresses.map((address) => ({ address, family: 4 })),
    )
  return vi.spyOn(dns, 'lookup').mockImplementation(resolve as never)
}

async function codeOf(preview: ReturnType<typeof previewLink>): Promise<string> {
  const answer = await preview
  return answer.ok ? 'shown' : answer.error.code
}

test.each(['file:///etc/passwd', 'javascript:alert(1)', 'a.example', '', `https://a.example/${'a'.repeat(2000)}`])(
  '%j is not asked about at all',
  (address) => {
    const { 'link.preview': schema } = requestSchemas
    expect(schema.safeParse({ address }).success).toBe(false)
    expect(schema.safeParse({ address: 'http://a.example/b?c' }).success).toBe(true)
  },
)

test('a page is shown by its words and its picture', async () => {
  answers['/a'] = page('<title>Bread</title><meta property="og:image" content="b.gif">')
  answers['/b.gif'] = (response) => response.writeHead(200, { 'content-type': 'image/gif' }).end(dot)
  expect(await previewLink(`${base}/a`, here)).toEqual({
    ok: true,
    value: {
      host: new URL(base).host,
      site: null,
      title: 'Bread',
      description: null,
      picture: `data:image/gif;base64,${dot.toString('base64')}`,
    },
  })
})

test('a picture is shown as such', async () => {
  answers['/b.png'] = (response) => response.writeHead(200, { 'content-type': 'Image/PNG; a=b' }).end(dot)
  const answer = await previewLink(`${base}/b.png`, here)
  expect(answer).toMatchObject({ value: { title: null, picture: expect.stringMatching(/^data:image\/png;base64,/) } })
})

test('a page is shown without a picture that cannot be had', async () => {
  for (const picture of ['/missing.png', 'http://127.0.0.2/a.png', 'file:///etc/passwd', 'http://[', '/a']) {
    answers['/a'] = page(`<title>Bread</title><meta property="og:image" content="${picture}">`)
    expect(await previewLink(`${base}/a`, here)).toMatchObject({ ok: true, value: { title: 'Bread', picture: null } })
  }
})

test('the site learns nothing but that a Snug asks', async () => {
  answers['/'] = redirect('/a')
  answers['/a'] = (response) => response.writeHead(200, { ...html, 'set-cookie': 'a=b' }).end('<title>a</title>')
  await previewLink(base, here)
  await previewLink(base, here)
  expect(asked).toHaveLength(4)
  for (const { headers, method } of asked) {
    expect(method).toBe('GET')
    expect(headers).toEqual({
      host: new URL(base).host,
      'user-agent': 'Snug link preview',
      accept: 'text/html, image/png, image/jpeg, image/gif, image/webp, image/avif',
      'accept-encoding': 'identity',
      connection: 'close',
    })
  }
})

test.each([
  ['text/html; charset=iso-8859-1', '<title>caf\u00e9</title>', 'latin1', 'café'],
  ['text/html', '<meta charset="windows-1252"><title>caf\u00e9</title>', 'latin1', 'café'],
  ['text/html', '<title>café</title>', 'utf8', 'café'],
  ['text/html; charset=nonsense', '<title>café</title>', 'utf8', 'café'],
] as const)('%j, %j is read in its own letters', async (type, text, encoding, title) => {
  answers['/a'] = (response) => response.writeHead(200, { 'content-type': type }).end(Buffer.from(text, encoding))
  expect(await previewLink(`${base}/a`, here)).toMatchObject({ value: { title } })
})

describe('no connection is made to', () => {
  test.each(['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '0.0.0.0', '[::1]', '[::ffff:127.0.0.1]'])(
    'this computer as %s',
    async (host) => {
      answers['/'] = page('<title>Router</title>')
      const { port } = new URL(base)
      let connections = 0
      server.on('connection', () => (connections += 1))
      expect(await codeOf(previewLink(`http://${host}:${port}/`))).toBe('private')
      expect(connections).toBe(0)
    },
  )

  test('an address that a redirect leads to and that is private', async () => {
    for (const host of ['127.0.0.2', '10.0.0.1', '[fd00::1]']) {
      answers['/a'] = redirect(`http://${host}:${new URL(base).port}/b`)
      expect(await codeOf(previewLink(`${base}/a`, here))).toBe('private')
    }
    expect(asked.map(({ url }) => url)).toEqual(['/a', '/a', '/a'])
  })

  test('a name that has a private address, too', async () => {
    resolveTo('127.0.0.1', '10.0.0.1')
    expect(await codeOf(previewLink(`http://a.example:${new URL(base).port}/`, here))).toBe('private')
    expect(asked).toEqual([])
  })

  test.each(['file:///etc/passwd', 'ftp://a.example/', 'http://name:word@127.0.0.1/', 'http://[', 'data:text/html,a'])(
    '%s, wherever it stands',
    async (location) => {
      answers['/a'] = redirect(location)
      expect(await codeOf(previewLink(`${base}/a`, here))).toBe('bad-address')
    },
  )
})

test('a name is connected to at the address that was judged, and asked for once', async () => {
  answers['/'] = page('<title>Bread</title>')
  const lookup = resolveTo('127.0.0.1')
  const { port } = new URL(base)
  expect(await codeOf(previewLink(`http://a.example:${port}/`, here))).toBe('shown')
  expect(lookup).toHaveBeenCalledOnce()
  expect(asked[0]?.headers.host).toBe(`a.example:${port}`)
})

test('three redirects are followed, and no more', async () => {
  answers['/1'] = redirect('/2')
  answers['/2'] = redirect('/3')
  answers['/3'] = redirect('/4')
  answers['/4'] = page('<title>a</title>')
  answers['/0'] = redirect('/1')
  expect(await codeOf(previewLink(`${base}/1`, here))).toBe('shown')
  expect(await codeOf(previewLink(`${base}/0`, here))).toBe('redirects')
})

test.each(['image/svg+xml', 'text/plain', 'application/octet-stream', 'application/xhtml+xml', 'image/bmp', ''])(
  'what is sent as %j is not shown',
  async (type) => {
    answers['/a'] = page('<title>a</title><svg/>', { 'content-type': type })
    expect(await codeOf(previewLink(`${base}/a`, here))).toBe('kind')
  },
)

const poor: [string, Answer, string][] = [
  ['an error', (response) => response.writeHead(500, html).end('<title>a</title>'), 'status'],
  ['a compressed page', page('…', { ...html, 'content-encoding': 'gzip' }), 'kind'],
  ['an empty page', page(''), 'nothing'],
  ['half a page', (response) => response.writeHead(200, html).write('<', () => response.destroy()), 'unreachable'],
]

test.each(poor)('%s is said to be such', async (_name, answer, code) => {
  answers['/a'] = answer
  expect(await codeOf(previewLink(`${base}/a`, here))).toBe(code)
})

test('where nobody listens, that is said', async () => {
  const closed = http.createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const { port } = closed.address() as net.AddressInfo
  closed.close()
  await once(closed, 'close')
  expect(await codeOf(previewLink(`http://127.0.0.1:${port}/`, here))).toBe('unreachable')
})

/** Sends without an end, until nobody listens any more. */
function endless(headers: http.OutgoingHttpHeaders, begin: string, gone: () => void): Answer {
  return (response) => {
    response.writeHead(200, headers).write(begin)
    const more = (): void => {
      while (response.writable && response.write(Buffer.alloc(65_536, ' ')));
    }
    response.on('drain', more).on('close', gone)
    more()
  }
}

test('of a page without an end, the beginning is shown', async () => {
  const gone = new Promise<void>((resolve) => {
    answers['/a'] = endless(html, '<title>a</title>', resolve)
  })
  expect(await codeOf(previewLink(`${base}/a`, here))).toBe('shown')
  await gone
})

test('a picture that is too large is given up, whether it says so before or not', async () => {
  const gone = new Promise<void>((resolve) => {
    answers['/a'] = endless({ 'content-type': 'image/png' }, '', resolve)
  })
  expect(await codeOf(previewLink(`${base}/a`, here))).toBe('too-large')
  await gone
  answers['/b'] = (response) =>
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': 6_000_000 }).flushHeaders()
  expect(await codeOf(previewLink(`${base}/b`, here))).toBe('too-large')
})

const slow: [string, Answer][] = [
  ['says nothing', () => {}],
  ['never ends', (response) => response.writeHead(200, html).write('<title>a')],
]

test.each(slow)('who %s is not waited for', async (_name, answer) => {
  answers['/a'] = answer
  expect(await codeOf(previewLink(`${base}/a`, { ...here, patience: 300 }))).toBe('timed-out')
})
