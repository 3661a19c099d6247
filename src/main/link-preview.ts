/** What a link leads to, in a few words and a picture. Asked for by the person, each time; nothing of it is kept. */
import type { LinkPreview, RequestError } from '../core/common/ipc-contract.ts'
import { assertNever } from '../core/common/assert-never.ts'
import { failure, success, type Result } from '../core/common/result.ts'
import { systemCode } from '../core/node/network-errors.ts'
import { type Bounds, FetchFault, type Fetched, guardedFetch } from './guarded-fetch.ts'
import { summarisePage } from './page-summary.ts'
import { isPublicAddress } from './public-address.ts'

const pages = new Map<string, Bounds>([['text/html', { most: 512 * 1024, mayBeCut: true }]])
/** No SVG: that is a document, and no picture. */
const pictures = new Map<string, Bounds>(
  ['png', 'jpeg', 'gif', 'webp', 'avif'].map((format) => [
    `image/${format}`,
    { most: 5 * 1024 * 1024, mayBeCut: false },
  ]),
)

interface PreviewOptions {
  /** Judges every address before it is connected to. */
  readonly mayConnect?: (address: string) => boolean
  /** For all of it, in milliseconds. */
  readonly patience?: number
}

/** Fetches what a link leads to, and the picture that a page names. */
export async function previewLink(
  address: string,
  { mayConnect = isPublicAddress, patience = 5000 }: PreviewOptions = {},
): Promise<Result<LinkPreview, RequestError>> {
  const url = new URL(address)
  const options = { mayConnect, signal: AbortSignal.timeout(patience) }
  try {
    const fetched = await guardedFetch(url, { ...options, kinds: new Map([...pages, ...pictures]) })
    const { host } = fetched.url
    if (pictures.has(fetched.kind)) {
      return success({ host, site: null, title: null, description: null, picture: dataUrl(fetched) })
    }
    const { picture, ...words } = summarisePage(decoded(fetched))
    const shown = picture === null ? null : await fetchPicture(picture, fetched.url, options)
    if (words.title === null && words.description === null && shown === null) {
      return failure({ code: 'nothing', message: `The page at ${host} says nothing of itself.` })
    }
    return success({ host, ...words, picture: shown })
  } catch (error) {
    return failure(describe(error, url.host, options.signal))
  }
}

/** Null if it cannot be had: the words of its page are worth showing without it. */
async function fetchPicture(
  address: string,
  page: URL,
  options: { readonly mayConnect: (address: string) => boolean; readonly signal: AbortSignal },
): Promise<string | null> {
  if (!URL.canParse(address, page.href)) return null
  try {
    return dataUrl(await guardedFetch(new URL(address, page), { ...options, kinds: pictures }))
  } catch {
    return null
  }
}

function dataUrl({ kind, bytes }: Fetched): string {
  return `data:${kind};base64,${bytes.toString('base64')}`
}

/** By the server's word, or the page's own. */
function decoded({ bytes, charset }: Fetched): string {
  const own = /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)/iu.exec(bytes.toString('latin1', 0, 1024))?.[1]
  try {
    return new TextDecoder(charset ?? own).decode(bytes)
  } catch {
    return bytes.toString()
  }
}

function describe(error: unknown, host: string, signal: AbortSignal): RequestError {
  if (error instanceof FetchFault) return { code: error.code, message: wordsFor(error, host) }
  if (signal.aborted) return { code: 'timed-out', message: `${host} did not answer in time.` }
  const code = systemCode(error)
  if (code === 'ENOTFOUND') return { code: 'unknown-host', message: `There is no site called ${host}.` }
  return { code: 'unreachable', message: `${host} could not be asked for a preview.`, systemCode: code }
}

function wordsFor({ code, status = 0 }: FetchFault, host: string): string {
  switch (code) {
    case 'bad-address':
      return `${host} leads to an address that Snug does not ask for a preview.`
    case 'private':
      return `${host} leads into a private network or to this computer. Snug fetches nothing from there, so that no message can set your computer on your own devices. The link itself opens in your browser.`
    case 'redirects':
      return `${host} leads on and on. Snug has stopped following it.`
    case 'status':
      return `${host} answered with the error ${status}.`
    case 'kind':
      return `${host} has sent neither a page nor a picture, so there is no preview.`
    case 'too-large':
      return `The picture at ${host} is too large for a preview.`
    default:
      return assertNever(code)
  }
}
