/**
 * `npm run bench:renderer`: the real window in a room of a hundred thousand messages. How soon it is there, how smoothly it
 * scrolls and takes in what others say, and what it holds in memory meanwhile.
 */
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright'
import { root } from '../../scripts/app-program.ts'
import { DrivenApp, prepareApp, timeJoin } from '../driven-app.ts'
import { fillRoom, newestMark, TemporaryFolder } from '../filled-room.ts'
import { percentile } from '../percentile.ts'
import { startHost } from '../servers/programs.ts'
import { chunksIn } from './bundle.ts'
import { reportOf, type Report } from './report.ts'
import { Stage, type Scene, type SceneOptions } from './scenes.ts'
import { Talkers } from './talkers.ts'

const help = `Usage: npm run bench:renderer -- [options]

  --messages 100000   how many the room holds before anybody joins
  --rate 200          messages a second while others talk
  --seconds 20        how long they talk
  --starts 5          how often the app is started to see how long that takes
  --profiles FOLDER   writes a profile of each scene there, for Chromium's developer tools; this slows the window down
  --json              one JSON object instead of the tables`

interface Plan extends SceneOptions {
  readonly messages: number
  readonly starts: number
  readonly json: boolean
}

/** What the host keeps of what is said, beyond what the room holds at first. */
const roomToGrow = 100_000

function readPlan(): Plan | null {
  const { values } = parseArgs({
    options: {
      messages: { type: 'string', default: '100000' },
      rate: { type: 'string', default: '200' },
      seconds: { type: 'string', default: '20' },
      starts: { type: 'string', default: '5' },
      profiles: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  return {
    messages: wholeNumber('--messages', values.messages),
    rate: wholeNumber('--rate', values.rate),
    seconds: wholeNumber('--seconds', values.seconds),
    starts: wholeNumber('--starts', values.starts),
    profiles: values.profiles ?? null,
    json: values.json,
  }
}

function wholeNumber(option: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new Error(`${option} takes whole numbers from 1, not “${text}”.`)
  return value
}

/** Milliseconds from starting the program until the welcome can be used, median of several starts. */
async function timeStarts(starts: number): Promise<number> {
  const times: number[] = []
  while (times.length < starts) {
    const startedAt = Date.now()
    await using app = await DrivenApp.launch()
    times.push((await welcomedAt(app.page)) - startedAt)
  }
  times.sort((one, other) => one - other)
  return percentile(times, 0.5)
}

/** When the frame after the one with the welcome begins, in milliseconds since 1970. */
async function welcomedAt(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Options for joining' }).waitFor()
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())))),
  )
}

async function playScenes(page: Page, talkers: Talkers, plan: Plan): Promise<Scene[]> {
  const stage = await Stage.open(page, talkers, plan)
  return [
    await stage.receiveAtEnd('others talk, at the end'),
    await stage.receiveScrolledUp('others talk, further up'),
    await stage.scrollUp('scrolling up, page by page'),
    await stage.loadAll('fetching all that is older'),
    await stage.scrollDown('scrolling down through it'),
    await stage.receiveScrolledUp('others talk, further up, all loaded'),
    await stage.receiveAtEnd('others talk, at the end, all loaded'),
  ]
}

async function measure(plan: Plan): Promise<Report> {
  await prepareApp()
  const chunks = chunksIn(path.join(root, 'dist', 'renderer'))
  const startMs = await timeStarts(plan.starts)
  using folder = new TemporaryFolder()
  const room = path.join(folder.path, 'room')
  fillRoom(room, plan.messages)
  const host = await startHost(room, { keepMessages: plan.messages + roomToGrow })
  try {
    await using app = await DrivenApp.launch()
    await app.page.setViewportSize({ width: 1280, height: 800 })
    const openMs = await timeJoin(app.page, host.port, newestMark(plan.messages))
    using talkers = await Talkers.join(host.port)
    const machine = `${os.cpus().length} cores (${os.cpus()[0]?.model.trim() ?? 'unknown'}), ${os.type()}`
    return { machine, startMs, openMs, scenes: await playScenes(app.page, talkers, plan), chunks }
  } finally {
    await host.stop()
  }
}

async function main(): Promise<void> {
  const plan = readPlan()
  if (!plan) return console.log(help)
  const report = await measure(plan)
  console.log(plan.json ? JSON.stringify(report) : reportOf(report))
}

try {
  await main()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 2
}
