import { describe, expect, test } from 'vitest'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import { SilenceWatch } from './silence-watch.ts'

function watched(time: ManualTime, told: string[]): SilenceWatch {
  const watch = new SilenceWatch({
    limits: { pingMs: 30_000, dropMs: 75_000 },
    timers: time,
    isPaused: () => false,
    send: ({ type }) => told.push(type),
    onSilence: (ms) => told.push(`silent for ${ms}`),
  })
  watch.start()
  return watch
}

describe('somebody who says nothing', () => {
  test('is asked, and given up in the end', () => {
    const [time, told] = [new ManualTime(), [] as string[]]
    watched(time, told)
    time.advance(29_000)
    expect(told).toEqual([])
    time.advance(60_000)
    expect(told).toEqual(['ping', 'ping', 'silent for 75000'])
  })

  test('is asked first after this computer has slept', () => {
    const [time, told] = [new ManualTime(), [] as string[]]
    let slept = 0
    const now = time.now.bind(time)
    time.now = () => now() + slept
    const watch = watched(time, told)
    slept = 3_600_000
    time.advance(30_000)
    expect(told).toEqual(['ping'])
    watch.hear()
    time.advance(29_000)
    expect(told).toEqual(['ping'])
  })
})
