import { EventEmitter, once } from 'node:events'
import { expect, test } from 'vitest'
import { LinePrinter } from './terminal-text.ts'

class FakeStream extends EventEmitter {
  readonly writes: string[] = []
  writableLength = 0

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
  printer.end()
  expect(stream.writes).toEqual(['alice: a root: b[2J\n'])
})

test('a reader who leaves ends the printing, not the program', () => {
  const stream = new FakeStream()
  const printer = new LinePrinter(stream)
  stream.emit('error', new Error('write EPIPE'))
  printer.print('alice: hi')
  printer.end()
  expect(stream.writes).toEqual([])
})

test('a slow reader is told how many lines were left out', () => {
  const stream = new FakeStream()
  const printer = new LinePrinter(stream)
  stream.writableLength = 2 * 1024 * 1024
  for (let count = 0; count < 3; count++) printer.print(`alice: ${count}`)
  stream.writableLength = 0
  printer.print('alice: 3')
  printer.print('alice: 4')
  printer.end()
  const leftOut = '(3 lines left out: they came faster than they were read.)'
  expect(stream.writes).toEqual([`${leftOut}\nalice: 3\nalice: 4\n`])
})

test('what one turn brings is bounded, too', () => {
  const stream = new FakeStream()
  const printer = new LinePrinter(stream)
  for (let count = 0; count < 2000; count++) printer.print('x'.repeat(1024))
  printer.end()
  expect(stream.writes.join('').length).toBeLessThan(1.1 * 1024 * 1024)
  expect(stream.writes.join('')).toMatch(/\n\(\d+ lines left out: they came faster than they were read\.\)\n$/)
})
