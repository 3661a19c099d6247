import { EventEmitter, once } from 'node:events'
import { expect, test } from 'vitest'
import { LinePrinter } from './terminal-text.ts'

class FakeStream extends EventEmitter {
  readonly writes: string[] = []

  write(text: string): void {
    this.writes.push(text)
    this.emit('written')
  }
}

test('the lines of one turn are one write', async () => {
  const stream = new FakeStream()
  const printer = new LinePrinter(stream)
  const written = once(stream, 'written')
  printer.print('alice: hi')
  printer.print('bob: yo')
  await written
  expect(stream.writes).toEqual(['alice: hi\nbob: yo\n'])
})

test('a line stays one line and cannot steer the terminal', () => {
  const stream = new FakeStream()
  const printer = new LinePrinter(stream)
  printer.print('alice: a\nroot: b\u001B[2J\u202E')
  printer.flush()
  expect(stream.writes).toEqual(['alice: a root: b[2J\n'])
})

test('a reader who leaves ends the printing, not the program', () => {
  const stream = new FakeStream()
  const printer = new LinePrinter(stream)
  stream.emit('error', new Error('write EPIPE'))
  printer.print('alice: hi')
  printer.flush()
  expect(stream.writes).toEqual([])
})
