import type { EventEmitter } from 'node:events'
import { eventWith, isPrevented } from './app-event.ts'
import type { Session } from './chromium.ts'
import { fromChromium } from './schemes.ts'

/**
 * Asks the listeners of a page's contents before a frame goes elsewhere by itself (a link, a script, a redirect), and
 * stops it if one of them prevents it. What the app or a debugger loads is not asked about.
 */
export function guardNavigation(session: Session, contents: EventEmitter): void {
  const refused = new Map<string, string>()

  session.on('Page.frameRequestedNavigation', ({ frameId, url, disposition }) => {
    if (disposition !== 'currentTab') return
    // Decided here, where Electron decides; the request itself follows.
    if (isNavigationPrevented(contents, fromChromium(url), frameId === session.targetId)) {
      refused.set(frameId, withoutFragment(url))
    } else refused.delete(frameId)
  })
  session.on('Fetch.requestPaused', ({ requestId, frameId, request, redirectedRequestId }) => {
    const isMainFrame = frameId === session.targetId
    const url = fromChromium(request.url)
    const stop = redirectedRequestId
      ? isPrevented(contents, 'will-redirect', eventWith({ url, isMainFrame, isSameDocument: false }), url)
      : refused.get(frameId) === withoutFragment(request.url)
    refused.delete(frameId)
    if (stop) session.tell('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
    else session.tell('Fetch.continueRequest', { requestId })
  })
}

/** Asks about one navigation, in Electron's order: of any frame, then of the main frame. */
export function isNavigationPrevented(contents: EventEmitter, url: string, isMainFrame: boolean): boolean {
  const details = { url, isMainFrame, isSameDocument: false }
  if (isPrevented(contents, 'will-frame-navigate', eventWith(details))) return true
  return isMainFrame && isPrevented(contents, 'will-navigate', eventWith(details), url)
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/, '')
}
