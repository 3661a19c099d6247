/** Which addresses of web pages may be followed. */
import { longestLink } from './limits.ts'

/**
 * The address of a web page as a browser writes it, its host in ASCII; null if it is not `http:` or `https:`, too long to be
 * looked at, or made to be misread, as `https://bank.example@evil.example` is.
 */
export function webAddress(link: string): string | null {
  if (link.length > longestLink || !URL.canParse(link)) return null
  const { protocol, username, password, href } = new URL(link)
  const isWeb = protocol === 'https:' || protocol === 'http:'
  return isWeb && username === '' && password === '' && href.length <= longestLink ? href : null
}
