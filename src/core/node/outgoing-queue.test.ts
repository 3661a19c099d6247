import { describe, expect, test, vi } from 'vitest'
import type { ClassicLine } from '../common/classic/event-lines.ts'
import { type ClassicBatch, classicPacking } from './classic-batch.ts'
import { OutgoingQueue, type Receiver } from './outgoing-queue.ts'
import { RoomNames } from './room-names.ts'

class Recorder implements Receiver<ClassicBatch> {
  readonly batches: ClassicBatch[] = []

  get texts(): string[] {
    return this.batches.map((batch) => batch.utf8.toString())
  }

  write(batch: ClassicBatch): void {
    this.batches.push(batch)
  }
}

const packing = classicPacking({ maxBytes: 1024, names: new RoomNames(() => false) })

const line = (text: string) => ({ type: 'line', text }) as const

function queueWith(...receivers: Receiver<ClassicBatch>[]): OutgoingQueue<ClassicLine, ClassicBatch> {
  const queue = new OutgoingQueue(packing, { writingMs: Infinity })
  for (const receiver of receivers) queue.enter(receiver)
  return queue
}

test('a turn is one write, the same bytes for everybody', async () => {
  const [first, second] = [new Recorder(), new Recorder()]
  const queue = queueWith(first, second)
  queue.add({ type: 'message', nickname: 'zoë', text: 'hé' })
  queue.add(line('bob left!'))
  await new Promise<void>((resolve) => void setImmediate(resolve))
  expect(first.texts).toEqual(['zoë: hé\nbob left!'])
  expect(first.batches[0]?.ascii.toString()).toBe('zoe: he\nbob left!')
  expect(second.batches[0]?.utf8).toBe(first.batches[0]?.utf8)
})

test('who enters in the middle of a turn gets what comes after', () => {
  const [old, late] = [new Recorder(), new Recorder()]
  const queue = queueWith(old)
  queue.add(line('one'))
  queue.enter(late)
  queue.add(line('two'))
  queue.flush()
  expect([old.texts, late.texts]).toEqual([['one\ntwo'], ['two']])
})

test('a line for one stands in its place among the others', () => {
  const [alice, bob] = [new Recorder(), new Recorder()]
  const queue = queueWith(alice, bob)
  queue.addFor(bob, line('before'))
  queue.add(line('one'))
  queue.addFor(bob, line('between'))
  queue.add(line('two'))
  queue.addFor(bob, line('after'))
  queue.flush()
  expect([alice.texts, bob.texts]).toEqual([['one\ntwo'], ['before\none\nbetween\ntwo\nafter']])
})

test('a line for all but one stands in its place for the others', () => {
  const [alice, bob] = [new Recorder(), new Recorder()]
  const queue = queueWith(alice, bob)
  queue.add(line('one'))
  queue.add(line('not for bob'), bob)
  queue.addFor(bob, line('only bob'))
  queue.add(line('two'))
  queue.flush()
  expect([alice.texts, bob.texts]).toEqual([['one\nnot for bob\ntwo'], ['one\nonly bob\ntwo']])
})

test('who is spared the only line of a turn gets no write', () => {
  const [alice, bob] = [new Recorder(), new Recorder()]
  const queue = queueWith(alice, bob)
  queue.add(line('bob joined!'), bob)
  queue.flush()
  expect([alice.texts, bob.batches]).toEqual([['bob joined!'], []])
})

test('what set a receiver apart is over with the turn', () => {
  const [alice, bob] = [new Recorder(), new Recorder()]
  const queue = queueWith(alice, bob)
  queue.addFor(bob, line('only bob'))
  queue.flush()
  queue.add(line('all'))
  queue.flush()
  expect([alice.texts, bob.texts]).toEqual([['all'], ['only bob', 'all']])
})

test('who has left gets nothing, and a line for them is nothing', () => {
  const [alice, bob] = [new Recorder(), new Recorder()]
  const queue = queueWith(alice, bob)
  queue.add(line('one'))
  queue.leave(bob)
  queue.addFor(bob, line('too late'))
  queue.flush()
  expect([alice.texts, bob.texts]).toEqual([['one'], []])
})

test('what a write brings about is written in the next turn', () => {
  const alice = new Recorder()
  const queue = new OutgoingQueue(packing, { writingMs: Infinity })
  const quitter: Receiver<ClassicBatch> = {
    write: () => {
      queue.leave(quitter)
      queue.add(line('quitter left!'))
    },
  }
  queue.enter(quitter)
  queue.enter(alice)
  queue.add(line('one'))
  queue.flush()
  expect(alice.texts).toEqual(['one'])
  queue.flush()
  expect(alice.texts).toEqual(['one', 'quitter left!'])
})

test('a flood is not piled up until the end of the turn', () => {
  const alice = new Recorder()
  const queue = queueWith(alice)
  for (let count = 0; count < 100; count++) queue.add(line('x'.repeat(1000)))
  expect(alice.batches.length).toBeGreaterThan(0)
})

function fakeTimers(): Disposable {
  vi.useFakeTimers()
  return { [Symbol.dispose]: () => void vi.useRealTimers() }
}

describe('a room that takes longer to write to than a turn', () => {
  const writingMs = 4

  /** Takes a millisecond for every write. */
  class SlowRecorder extends Recorder {
    static now = 0

    override write(batch: ClassicBatch): void {
      SlowRecorder.now += 1
      super.write(batch)
    }
  }

  function slowRoom(size = 3 * writingMs): { queue: OutgoingQueue<ClassicLine, ClassicBatch>; people: SlowRecorder[] } {
    const queue = new OutgoingQueue(packing, { writingMs, now: () => SlowRecorder.now })
    const people = Array.from({ length: size }, () => new SlowRecorder())
    for (const person of people) queue.enter(person)
    return { queue, people }
  }

  const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
  const told = (people: readonly Recorder[]): number => people.filter(({ batches }) => batches.length > 0).length
  const texts = (people: readonly Recorder[]): string[] => [...new Set(people.map((person) => person.texts.join('|')))]

  test('is written to over several turns', async () => {
    const { queue, people } = slowRoom()
    queue.add(line('one'))
    queue.dispatch()
    expect(told(people)).toBe(writingMs)
    await turn()
    expect(told(people)).toBe(2 * writingMs)
    await turn()
    expect(texts(people)).toEqual(['one'])
  })

  test('gets together in the next round what came meanwhile', async () => {
    const { queue, people } = slowRoom()
    queue.add(line('one'))
    queue.dispatch()
    queue.add(line('two'))
    queue.dispatch()
    await turn()
    queue.add(line('three'))
    await vi.waitFor(() => expect(texts(people)).toEqual(['one|two\nthree']))
  })

  test('rests after a round in which much was said, and gets together what comes meanwhile', () => {
    using _ = fakeTimers()
    const { queue, people } = slowRoom(writingMs)
    const first = Array.from({ length: 16 }, (_, index) => String(index))
    for (const text of first) queue.add(line(text))
    vi.runAllTimers()
    queue.add(line('two'))
    vi.advanceTimersByTime(writingMs / 2 - 1)
    queue.add(line('three'))
    queue.dispatch()
    expect(texts(people)).toEqual([first.join('\n')])
    vi.advanceTimersByTime(1)
    expect(texts(people)).toEqual([`${first.join('\n')}|two\nthree`])
  })

  test('does not rest where little is said', () => {
    using _ = fakeTimers()
    const { queue, people } = slowRoom(writingMs)
    queue.add(line('one'))
    vi.runAllTimers()
    queue.add(line('two'))
    queue.dispatch()
    expect(texts(people)).toEqual(['one|two'])
  })

  test('is told everything at once where that is asked for, and nothing twice', async () => {
    const { queue, people } = slowRoom()
    queue.add(line('one'))
    queue.dispatch()
    queue.add(line('two'))
    queue.flush()
    expect(texts(people)).toEqual(['one|two'])
    await turn()
    expect(texts(people)).toEqual(['one|two'])
  })

  test('gives who enters during a round what comes after, and who leaves nothing more', async () => {
    const { queue, people } = slowRoom()
    queue.add(line('one'))
    queue.dispatch()
    const [late, leaving] = [new SlowRecorder(), people.at(-1)]
    queue.enter(late)
    if (leaving) queue.leave(leaving)
    queue.add(line('two'))
    queue.flush()
    expect([late.texts, leaving?.texts]).toEqual([['two'], []])
  })

  test('keeps what is for one in its place, whichever turn they are written to in', () => {
    const { queue, people } = slowRoom()
    const last = people.at(-1) ?? new SlowRecorder()
    queue.add(line('one'))
    queue.addFor(last, line('aside'))
    queue.dispatch()
    queue.add(line('not for the last'), last)
    queue.addFor(last, line('another'))
    queue.flush()
    expect(last.texts).toEqual(['one\naside', 'another'])
    expect(people[0]?.texts).toEqual(['one', 'not for the last'])
  })
})
