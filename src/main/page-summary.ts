/** What a web page says of itself in its head. Hostile text, of which nothing but words and one address is taken. */
import { Parser } from 'htmlparser2'

export interface PageSummary {
  readonly title: string | null
  readonly description: string | null
  readonly site: string | null
  /** As the page has it: perhaps relative, perhaps no address at all. */
  readonly picture: string | null
}

const longestTitle = 200
const longestDescription = 300
const longestSite = 60
const longestAddress = 2000

/** In characters; how far it has come is looked at in between. */
const pieceLength = 16_384
/** A head has a few hundred. Who nests more wants to keep this computer busy. */
const mostTags = 2000

/** @param html as much of the page as there is; only its head is read */
export function summarisePage(html: string): PageSummary {
  const { named, title } = readHead(html)
  const first = (...names: string[]): string => names.map((name) => named.get(name)?.trim()).find(Boolean) ?? ''
  return {
    title: shortened(first('og:title', 'twitter:title') || title, longestTitle),
    description: shortened(first('og:description', 'description', 'twitter:description'), longestDescription),
    site: shortened(first('og:site_name'), longestSite),
    picture: first('og:image', 'og:image:url', 'twitter:image').slice(0, longestAddress) || null,
  }
}

interface Head {
  /** What its `<meta>` say, by their names; the first of each name counts. */
  readonly named: ReadonlyMap<string, string>
  readonly title: string
}

function readHead(html: string): Head {
  const named = new Map<string, string>()
  const head = { named, title: '', titles: 0, tags: 0, isInTitle: false, isOver: false }
  const parser = new Parser({
    onopentag(tag, { property, name, content }) {
      head.tags += 1
      head.isOver ||= tag === 'body' || head.tags > mostTags
      if (head.isOver) return
      if (tag === 'title') head.titles += 1
      head.isInTitle = tag === 'title' && head.titles === 1
      const key = (property ?? name)?.toLowerCase()
      if (tag === 'meta' && key && content !== undefined && !named.has(key)) named.set(key, content)
    },
    ontext(text) {
      if (head.isInTitle) head.title += text
    },
    onclosetag(tag) {
      head.isInTitle = false
      head.isOver ||= tag === 'head'
    },
  })
  for (let at = 0; at < html.length && !head.isOver; at += pieceLength) parser.write(html.slice(at, at + pieceLength))
  return head
}

/** On one line, and not too long; null if nothing is left. */
function shortened(text: string, most: number): string | null {
  const line = text
    .slice(0, most * 20)
    .replaceAll(/\s+/gu, ' ')
    .trim()
  if (line === '') return null
  return line.length <= most
    ? line
    : `${line
        .slice(0, most - 1)
        .toWellFormed()
        .replace(/\uFFFD$/u, '')
        .trimEnd()}…`
}
