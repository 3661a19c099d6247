/**
 * `npm run soak -- --minutes 10`: a room under everything at once, with its default limits, and what must hold at the end:
 * honest people have lost nothing, the roster is right, and the host has let go of whatever it held.
 */
import { readdirSync, readlinkSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { setTimeout as pause } from 'node:timers/promises'
import { defaultLimits } from '../../src/core/common/limits.ts'
import { TemporaryFolder } from '../filled-room.ts'
import { positiveNumber } from '../flags.ts'
import { usageOf } from '../process-usage.ts'
import { startHost, type RunningServer } from '../servers/programs.ts'
import { ClassicGuest } from './classic-guest.ts'
import { HonestGuest } from './honest-guests.ts'
import { HostileCast, hostileConnections } from './hostile-cast.ts'

const megabyte = 1024 * 1024
/** What stays: the newest events, who was here and what the database has at hand; and what a minute adds to that. */
const heapGrowthMb = 32
const heapGrowthMbPerMinute = 1
/** What the program takes beyond what it takes alone: the newest events, and memory that has been thrown away. See docs/protocol.md. */
const allowanceMb = 128
const perConnectionMb = (defaultLimits.sendQueueBytes + 8 * defaultLimits.frameBytes) / megabyte
/** Who was away for long reads what they missed by pages. */
const patienceMs = 60_000
const lookEveryMs = 100

/** Of the honest ones, the one whose network is sound. */
const soundNickname = 'ada'

type Guest = HonestGuest | ClassicGuest

interface Holds {
  readonly heapMb: number
  readonly files: number
}

/** @throws Error where nothing can be measured: then nothing would be shown */
async function holdsOf(host: RunningServer): Promise<Holds> {
  const memory = await host.memory()
  if (memory === null) throw new Error('The host does not tell what its heap holds.')
  return { heapMb: memory / megabyte, files: openFiles(host.pid).length }
}

/** What a process has open, without what its database opens for itself when it first erases something. */
function openFiles(pid: number): string[] {
  const folder = `/proc/${pid}/fd`
  return readdirSync(folder)
    .map((file) => readlinkSync(`${folder}/${file}`))
    .filter((file) => !file.includes('/etilqs_'))
}

/** @throws Error where nothing can be measured */
function residentMb(host: RunningServer): { readonly now: number; readonly peak: number } {
  const usage = usageOf(host.pid)
  if (!usage) throw new Error('What a process takes cannot be measured here: there is no /proc.')
  return { now: usage.rssMb, peak: usage.peakRssMb }
}

async function until(isTrue: () => boolean): Promise<boolean> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await pause(lookEveryMs)) if (isTrue()) return true
  return isTrue()
}

/** Everything that does not hold, in words. */
function faultsOf(guests: readonly Guest[]): string[] {
  const [first] = guests
  const faults: string[] = []
  for (const guest of guests) {
    for (const other of guests) {
      const read = guest.read.filter((line) => line.startsWith(`${other.nickname}: `))
      const said = other.said.map((text) => `${other.nickname}: ${text}`)
      if (read.join('\n') === said.join('\n')) continue
      faults.push(`${guest.nickname} has read ${read.length} of the ${said.length} messages of ${other.nickname}.`)
    }
    const others = (lines: readonly string[]): string =>
      lines.filter((line) => !line.startsWith(`${guest.nickname}:`)).join()
    if (first && others(guest.read) !== others(first.read)) faults.push(`${guest.nickname} has read in another order.`)
    const people = guests.map(({ nickname }) => nickname).toSorted()
    if (guest.nickname === soundNickname && guest instanceof HonestGuest && guest.drops > 0)
      faults.push(`${guest.nickname} was cut off, who reads everything.`)
    if (guest.people && guest.people.join() !== people.join())
      faults.push(`${guest.nickname} sees ${guest.people.join(', ')}.`)
  }
  return faults
}

async function soak(minutes: number): Promise<string[]> {
  using folder = new TemporaryFolder()
  const host = await startHost(folder.path, { unlimited: false })
  const guests: Guest[] = []
  try {
    const idleMb = residentMb(host).now
    for (const nickname of [soundNickname, 'bo', 'cleo']) guests.push(await HonestGuest.join(host.port, nickname))
    guests.push(await ClassicGuest.join(host.port, 'dana'))
    for (const guest of guests) guest.begin(guest.nickname !== soundNickname)
    // Some files are opened with the first message.
    await until(() => guests.every(({ read }) => read.length >= guests.length))
    const before = await holdsOf(host)
    const cast = new HostileCast(host.port)
    await pause(minutes * 60_000)
    await cast.stop()
    for (const guest of guests) await guest.finish()
    const total = guests.reduce((sum, { said }) => sum + said.length, 0)
    const isThere = ({ read, people }: Guest): boolean =>
      read.length === total && (people === null || people.length === guests.length)
    await until(() => guests.every(isThere))
    const [after, peakMb] = [await holdsOf(host), residentMb(host).peak]
    const mostMb = Math.round(idleMb + allowanceMb + (guests.length + hostileConnections) * perConnectionMb)
    const { counts: deeds, stopped } = cast
    console.log(
      JSON.stringify({ minutes, deeds, stopped, honestMessages: total, before, after, idleMb, peakMb, mostMb }),
    )
    const grownMb = after.heapMb - before.heapMb
    return [
      ...faultsOf(guests),
      ...cast.unreached,
      ...(grownMb > heapGrowthMb + minutes * heapGrowthMbPerMinute ? [`The heap has grown by ${grownMb} MB.`] : []),
      ...(after.files > before.files ? [`${after.files - before.files} files or connections are still open.`] : []),
      ...(peakMb > mostMb ? [`The host took ${peakMb} MB; ${mostMb} MB is the most that it may.`] : []),
    ]
  } finally {
    for (const guest of guests) await guest.leave()
    await host.stop()
  }
}

try {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } })
  const faults = await soak(positiveNumber('--minutes', values.minutes))
  for (const fault of faults) console.error(fault)
  if (faults.length === 0) console.log('Everything holds.')
  process.exitCode = faults.length === 0 ? 0 : 1
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 2
}
