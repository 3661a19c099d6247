/**
 * `npm run soak -- --minutes 10`: a room under everything at once, with its default limits, and what must hold at the end:
 * honest people have lost nothing, the roster is right, and the host has let go of whatever it held.
 */
import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { setTimeout as pause } from 'node:timers/promises'
import { defaultLimits } from '../../src/core/common/limits.ts'
import { TemporaryFolder } from '../filled-room.ts'
import { positiveNumber } from '../flags.ts'
import { usageOf } from '../process-usage.ts'
import { startHost, type RunningServer } from '../servers/programs.ts'
import { HonestGuest } from './honest-guests.ts'
import { HostileCast, hostileConnections } from './hostile-cast.ts'

const megabyte = 1024 * 1024
/** What stays: the newest events and what the database has at hand. */
const heapGrowthMb = 64
/** Of the program without anybody in it, and its newest events. See docs/protocol.md. */
const programMb = 300
const perConnectionMb = (defaultLimits.sendQueueBytes + 4 * defaultLimits.frameBytes) / megabyte
const patienceMs = 30_000
const lookEveryMs = 100

interface Holds {
  readonly heapMb: number
  readonly files: number
}

async function holdsOf(host: RunningServer): Promise<Holds> {
  return { heapMb: ((await host.memory()) ?? 0) / megabyte, files: readdirSync(`/proc/${host.pid}/fd`).length }
}

async function until(isTrue: () => boolean): Promise<boolean> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await pause(lookEveryMs)) if (isTrue()) return true
  return isTrue()
}

/** Everything that does not hold, in words. */
function faultsOf(guests: readonly HonestGuest[]): string[] {
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
    if (guest.people.join() !== people.join()) faults.push(`${guest.nickname} sees ${guest.people.join(', ')}.`)
  }
  return faults
}

async function soak(minutes: number): Promise<string[]> {
  using folder = new TemporaryFolder()
  const host = await startHost(folder.path, { unlimited: false })
  const guests: HonestGuest[] = []
  try {
    for (const nickname of ['ada', 'bo', 'cleo']) guests.push(await HonestGuest.join(host.port, nickname))
    guests.forEach((guest, index) => guest.begin(index > 0))
    // Some files are opened with the first message.
    await until(() => guests.every(({ read }) => read.length >= guests.length))
    const before = await holdsOf(host)
    const cast = new HostileCast(host.port)
    await pause(minutes * 60_000)
    await cast.stop()
    for (const guest of guests) await guest.finish()
    const total = guests.reduce((sum, { said }) => sum + said.length, 0)
    await until(() => guests.every(({ read, people }) => read.length === total && people.length === guests.length))
    const [after, peakRssMb] = [await holdsOf(host), usageOf(host.pid)?.peakRssMb ?? 0]
    const mostMb = programMb + (guests.length + hostileConnections) * perConnectionMb
    console.log(
      JSON.stringify({ minutes, deeds: cast.counts, honestMessages: total, before, after, peakRssMb, mostMb }),
    )
    return [
      ...faultsOf(guests),
      ...(after.heapMb - before.heapMb > heapGrowthMb
        ? [`The heap has grown by ${after.heapMb - before.heapMb} MB.`]
        : []),
      ...(after.files > before.files ? [`${after.files - before.files} files or connections are still open.`] : []),
      ...(peakRssMb > mostMb ? [`The host took ${peakRssMb} MB; ${mostMb} MB is the most that it may.`] : []),
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
