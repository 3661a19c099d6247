/**
 * How long it takes to find something in this computer's own copies: `npm run bench:search`.
 *
 * Fills an archive through the same calls as the app, then asks for words that are rare, common, combined and cut short.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { Archive } from '../src/core/node/archive/archive.ts'
import type { SearchQuery } from '../src/core/node/archive/message-search.ts'
import { seededRandom } from '../e2e/peers/seeded-random.ts'
import { wholeNumber } from './flags.ts'
import { percentile } from './percentile.ts'

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '100' },
    json: { type: 'boolean', default: false },
  },
})
const messageCount = wholeNumber('--messages', values.messages)
const runs = wholeNumber('--runs', values.runs)
const rooms = 20
const people = 50
const vocabulary = 30_000
const batch = 5000
const secondMs = 1000

const random = seededRandom(1)

/** A word of pronounceable syllables; the same for the same rank. */
function wordOf(rank: number): string {
  const [consonants, vowels] = ['bdfgklmnprstvz', 'aeiou']
  let [word, rest] = ['', rank + 20]
  while (rest > 0) {
    word += (consonants[rest % consonants.length] ?? '') + (vowels[Math.floor(rest / 14) % 5] ?? '')
    rest = Math.floor(rest / 70)
  }
  return word
}

/** Ranks as in a language: the first is everywhere, the last hardly anywhere (Zipf). */
function someWord(): string {
  return wordOf(Math.floor(vocabulary ** random()) - 1)
}

function someText(): string {
  return Array.from({ length: 4 + Math.floor(random() * 16) }, someWord).join(' ')
}

function fill(archive: Archive): void {
  const copies = Array.from({ length: rooms }, (_, index) => archive.room(`native:${index}`, `Room ${index}`))
  for (let count = 0; count < messageCount; count += 1) {
    const person = Math.floor(random() * people)
    copies[Math.floor(random() * rooms)]?.record({
      type: 'message.added',
      message: {
        kind: 'message',
        id: `m${count}`,
        at: count * secondMs,
        author: { personId: `key:${person}`, nickname: `${wordOf(person * 7)} ${person}`, kind: 'native' },
        text: someText(),
        own: false,
        delivery: { state: 'received' },
      },
    })
    if (count % batch === 0) archive.flush()
  }
  archive.flush()
}

/** What is looked for, each time with other words. */
const searches: Readonly<Record<string, () => Partial<SearchQuery>>> = {
  'a rare word': () => ({ words: wordOf(vocabulary - 1 - Math.floor(random() * 5000)) }),
  'the commonest word': () => ({ words: wordOf(0) }),
  'two common words': () => ({ words: `${wordOf(1)} ${wordOf(2 + Math.floor(random() * 20))}` }),
  'two letters': () => ({ words: someWord().slice(0, 2) }),
  'three letters': () => ({ words: someWord().slice(0, 3) }),
  'a phrase': () => ({ words: `"${wordOf(0)} ${wordOf(Math.floor(random() * 5))}"` }),
  'a word of an author': () => ({ words: wordOf(5), author: wordOf(Math.floor(random() * people) * 7) }),
  'a common word in one room': () => ({ words: wordOf(0), roomKey: `native:${Math.floor(random() * rooms)}` }),
  'a word in an hour': () => {
    const from = Math.floor(random() * messageCount) * secondMs
    return { words: wordOf(3), from, until: from + 3600 * secondMs }
  },
  'the second page': () => ({ words: wordOf(0), skip: 50 }),
}

interface Row {
  readonly search: string
  readonly p50Ms: number
  readonly p95Ms: number
  readonly maxMs: number
  readonly hits: number
}

function measure(archive: Archive, search: string, query: () => Partial<SearchQuery>): Row {
  const times: number[] = []
  let hits = 0
  for (let run = 0; run < runs; run += 1) {
    const asked = { words: '', author: '', skip: 0, ...query() }
    const begun = performance.now()
    hits += archive.search(asked).hits.length
    times.push(performance.now() - begun)
  }
  times.sort((one, other) => one - other)
  const at = (share: number): number => percentile(times, share)
  return { search, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1), hits: Math.round(hits / runs) }
}

const folder = mkdtempSync(path.join(tmpdir(), 'snug-search-'))
try {
  const archive = Archive.open({
    file: path.join(folder, 'archive.sqlite'),
    complain: (sentence) => console.error(sentence),
  })
  if (!archive) throw new Error('The archive cannot be opened.')
  const begun = performance.now()
  fill(archive)
  const seconds = (performance.now() - begun) / 1000
  const rows = Object.entries(searches).map(([search, query]) => measure(archive, search, query))
  if (values.json) console.log(JSON.stringify(rows))
  else {
    console.log(`${messageCount.toLocaleString('en')} messages, kept in ${seconds.toFixed(0)} s.`)
    console.table(rows)
  }
  archive.close()
} finally {
  rmSync(folder, { recursive: true })
}
