import { connectedPhrase, joinedPhrase } from '../classic/phrases.ts'
import { nativeOffer } from './wire.ts'

/**
 * Whether what a server has said so far stops in the middle of a native host's words to a newcomer, so that the offer may
 * still come. A place where a classic server stops as well does not count.
 */
export function isTornOffer(heard: string, nickname: string): boolean {
  const joined = joinedPhrase(nickname)
  const connected = `${joined}\n${connectedPhrase}`
  const lastLines = heard.split('\n').slice(-2)
  return [lastLines.join('\n'), lastLines.at(-1) ?? ''].some(
    (said) => said !== '' && said !== joined && said !== connected && `${connected}${nativeOffer}`.startsWith(said),
  )
}
