import { createInterface } from 'node:readline'
import { PassThrough } from 'node:stream'
import { beforeEach, describe, expect, test } from 'vitest'
import { ManualTime } from '../../e2e/peers/manual-time.ts'
import { typedTexts } from './typed-texts.ts'

let input: PassThrough
let texts: AsyncIterator<string>
let time: ManualTime
beforeEach(() => {
  input = new PassThrough()
  time = new ManualTime()
  texts = typedTexts(createInterface({ input, output: new PassThrough(), terminal: true }), input, time)
})

const paste = (text: string): void => void input.write(`\u001B[200~${text.replaceAll('\n', '\r')}\u001B[201~`)

/** What has been entered until the end of the input. */
async function entered(): Promise<string[]> {
  input.end()
  const all: string[] = []
  for (let text = await texts.next(); !text.done; text = await texts.next()) all.push(text.value)
  return all
}

test('lines that are typed are texts of their own', async () => {
  input.write('one\rtwo\r')
  expect(await entered()).toEqual(['one', 'two'])
})

test('a paste is one text, with what is typed before and behind it', async () => {
  input.write('look: ')
  paste('one\n\n  two\nthr')
  input.write('ee')
  input.write('\rnext\r')
  expect(await entered()).toEqual(['look: one\n\n  two\nthree', 'next'])
})

test('a paste that ends with its last line is entered by that', async () => {
  paste('one\ntwo\n\n')
  input.write('next\r')
  expect(await entered()).toEqual(['one\ntwo', 'next'])
})

test('what ends within a line is entered by that, or by the end of the input', async () => {
  paste('one')
  input.write('\r')
  paste('left\nover')
  expect(await entered()).toEqual(['one', 'left\nover'])
})

describe('a paste that is taken back', () => {
  test('with Ctrl-U leaves nothing of its lines', async () => {
    paste('first secret\nsecond secret')
    input.write('\u0015hello\r')
    expect(await entered()).toEqual(['hello'])
  })

  test.each([
    ['Ctrl-U, and the end', '\u0015\u0004'],
    ['Ctrl-C', '\u0003'],
  ])('with %s is not entered by that', async (_, keys) => {
    paste('first secret\nsecond secret')
    input.write(keys)
    expect(await entered()).toEqual([])
  })
})

describe('a paste whose end never comes', () => {
  const begin = (text: string): void => void input.write(`\u001B[200~${text}`)
  const arrival = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve))

  test('ends after a moment, with what it was', async () => {
    begin('one\rtwo\r')
    await arrival()
    time.advance(1000)
    expect(await texts.next()).toMatchObject({ value: 'one\ntwo' })
    input.write('next\r')
    expect(await texts.next()).toMatchObject({ value: 'next' })
  })

  test('can be edited after a moment, and is entered by Enter', async () => {
    begin('one\rtw')
    await arrival()
    time.advance(1000)
    input.write('o\r')
    expect(await texts.next()).toMatchObject({ value: 'one\ntwo' })
  })

  test('does not end while more of it comes', async () => {
    begin('one\r')
    await arrival()
    time.advance(900)
    input.write('two\r')
    await arrival()
    time.advance(900)
    input.write('three\u001B[201~\r')
    expect(await entered()).toEqual(['one\ntwo\nthree'])
  })
})

test('what comes before somebody asks is not lost, however it is cut', async () => {
  for (const byte of '\u001B[200~one\rtwo\u001B[201~\r') input.write(byte)
  await new Promise((resolve) => setImmediate(resolve))
  expect(await texts.next()).toEqual({ done: false, value: 'one\ntwo' })
})
