/** Previews of links: asked for by the person, one by one, and gone with the window. */
import { t } from '../language.ts'
import { stillPicture } from '../view/still-picture.ts'
import { useAppStore } from './app-store.ts'
import type { PreviewState } from './previews.ts'
import { request } from './requests.ts'

/** Asks what an address leads to, for the message of that key. */
export async function showPreview(key: string, href: string): Promise<void> {
  put(key, { href, state: 'loading' })
  const state = await fetchPreview(href)
  // Its message may have got another link meanwhile.
  if (useAppStore.getState().previews[key]?.href === href) put(key, state)
}

/** Forgets it. */
export function hidePreview(key: string): void {
  useAppStore.setState(({ previews: { [key]: _hidden, ...previews } }) => ({ previews }))
}

/** What Snug does not ask for, however often it is told to. */
const forbidden = new Set(['private', 'bad-address'])

async function fetchPreview(href: string): Promise<PreviewState> {
  const answer = await request('link.preview', { address: href })
  if (!answer.ok) {
    const { code, message } = answer.error
    return { href, state: 'failed', reason: message, isFinal: forbidden.has(code) }
  }
  const { picture: data, ...words } = answer.value
  const picture = data === null ? null : await stillPicture(data)
  if (picture === null && words.title === null && words.description === null) {
    return { href, state: 'failed', reason: t('preview.unreadable', { host: words.host }), isFinal: false }
  }
  return { href, state: 'shown', preview: { ...words, picture } }
}

function put(key: string, state: PreviewState): void {
  useAppStore.setState(({ previews }) => ({ previews: { ...previews, [key]: state } }))
}
