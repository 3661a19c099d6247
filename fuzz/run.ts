/**
 * `npm run fuzz`: looks for inputs from strangers that break what must hold, led by which code they reach.
 *
 * An input that reaches something new is kept, and later ones are made out of it. What is found is printed so that it can
 * become a test.
 */
import './instrument.ts'
import { parseArgs } from 'node:util'
import { named, positiveNumber } from '../bench/flags.ts'
import { seededRandom } from '../e2e/peers/seeded-random.ts'
import { Coverage } from './instrument.ts'
import { Mutator } from './mutate.ts'
import type { Target } from './targets.ts'

// Only what is loaded after the hook is counted.
const { targets } = await import('./targets.ts')

const help = `Usage: npm run fuzz -- [options]

  --minutes 10     how long, shared by all targets
  --runs 1000      so many inputs for each target instead
  --target NAME    only this one: ${targets.map(({ name }) => name).join(', ')}
  --seed 1         for a run that can be repeated`

/** Nothing that a stranger sends may keep the program busy for so long, in milliseconds, even with every branch counted. */
const tooSlowMs = 1500
/** How often an input is tried before it counts as slow. */
const mostTries = 3
const shownBytes = 2000

interface Plan {
  readonly targets: readonly Target[]
  readonly runs: number
  readonly msEach: number
  readonly seed: number
}

function readPlan(): Plan | null {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      runs: { type: 'string' },
      target: { type: 'string' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  const names = targets.map(({ name }) => name)
  const wanted = values.target === undefined ? names : [named('target', values.target, names)]
  const chosen = targets.filter(({ name }) => wanted.includes(name))
  return {
    targets: chosen,
    runs: values.runs === undefined ? Infinity : positiveNumber('--runs', values.runs),
    msEach:
      values.runs === undefined ? (positiveNumber('--minutes', values.minutes) * 60_000) / chosen.length : Infinity,
    seed: positiveNumber('--seed', values.seed),
  }
}

interface Finding {
  readonly input: Buffer
  readonly words: string
}

/** What is wrong with an input; null if nothing is. */
function faultOf({ run }: Target, input: Buffer): string | null {
  let leastMs = Infinity
  try {
    // Again, if it was slow: that may have been the machine.
    for (let tries = 0; tries < mostTries && leastMs > tooSlowMs; tries += 1)
      leastMs = Math.min(
        leastMs,
        cpuMs(() => run(input)),
      )
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
  return leastMs > tooSlowMs ? `It took ${Math.round(leastMs)} ms.` : null
}

function cpuMs(run: () => void): number {
  const startedAt = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(startedAt)
  return (user + system) / 1000
}

/** Fuzzes one target until something is found or its time is over. */
function fuzz(target: Target, { runs, msEach, seed }: Plan): Finding | null {
  const mutator = new Mutator(seededRandom(seed))
  const coverage = new Coverage()
  const corpus: Buffer[] = []
  const seeds = target.seeds.map((one) => (typeof one === 'string' ? Buffer.from(one) : Buffer.from(one)))
  const end = performance.now() + msEach
  let done = 0
  for (; done < runs && performance.now() < end; done += 1) {
    const input = seeds[done] ?? mutator.mutate(mutator.pick(corpus), corpus)
    coverage.reset()
    const words = faultOf(target, input)
    if (words !== null) return { input, words }
    // Every seed is worth changing, also one that reaches nothing that another does not.
    if (coverage.take() || done < seeds.length) corpus.push(input)
  }
  console.log(`${target.name}: ${done} inputs, ${coverage.size} ways, ${corpus.length} kept`)
  return null
}

function report({ name }: Target, { input, words }: Finding, seed: number): void {
  console.error(`${name}: found with --seed ${seed}\n${words.slice(0, shownBytes)}`)
  console.error(`Input, as base64:\n${input.toString('base64')}`)
}

try {
  const plan = readPlan()
  if (!plan) console.log(help)
  for (const target of plan?.targets ?? []) {
    const finding = fuzz(target, plan as Plan)
    if (!finding) continue
    report(target, finding, (plan as Plan).seed)
    process.exitCode = 1
  }
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 2
}
