import { createInterface } from 'node:readline'
import { PassThrough } from 'node:stream'
import { beforeEach, expect, test } from 'vitest'
import { typedTexts } from './typed-texts.ts'

let input: PassThrough
let texts: AsyncIterator<string>
beforeEach(() => {
  input = new PassThrough()
  texts = typedTexts(createInterface({ input, output: new PassThrough(), terminal: true }), input)
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

test('what comes before somebody asks is not lost, however it is cut', async () => {
  for (const byte of '\u001B[200~one\rtwo\u001B[201~\r') input.write(byte)
  await new Promise((resolve) => setImmediate(resolve))
  expect(await texts.next()).toEqual({ done: false, value: 'one\ntwo' })
})
