import { expect, test } from 'vitest'
import type { MessageEntry } from '../../core/common/room.ts'
import {
  commandBack,
  editing,
  nothingComposed,
  replyingTo,
  sent,
  stepBack,
  takenBack,
  textOf,
  typed,
  writingTo,
  writingToAll,
  type Composing,
} from './composing.ts'

const me = { personId: 'me', nickname: 'Me' }
const bo = { personId: 'bo', nickname: 'Bo' }
const lin = { personId: 'lin', nickname: 'Lin' }

function message(text: string, change: Partial<MessageEntry> = {}): MessageEntry {
  const author = { ...bo, kind: 'native' } as const
  return {
    kind: 'message',
    id: `id of ${text}`,
    at: 0,
    author,
    text,
    own: false,
    delivery: { state: 'received' },
    ...change,
  }
}

const quoteOfHi = { id: 'id of hi', nickname: 'Bo', excerpt: 'hi' }

test('an answer quotes the beginning of a message, as one line', () => {
  expect(replyingTo(nothingComposed, message('hi')).replyTo).toEqual(quoteOfHi)
  expect(replyingTo(nothingComposed, message(`a\n\n b ${'x'.repeat(200)}`)).replyTo?.excerpt).toMatch(/^a b x{135}…$/)
})

test('a direct message is answered to the other person alone, whoever of the two wrote it', () => {
  expect(replyingTo(nothingComposed, message('hi', { to: me })).to).toEqual(bo)
  const own = message('hi', { own: true, author: { ...me, kind: 'native' }, to: lin })
  expect(replyingTo(writingTo(nothingComposed, bo), own).to).toEqual(lin)
})

test('an answer among the two, to what everybody knows, stays among the two', () => {
  expect(replyingTo(writingTo(nothingComposed, lin), message('hi'))).toMatchObject({ to: lin, replyTo: quoteOfHi })
})

test('turning to somebody else drops an answer that they might not know', () => {
  const answering = replyingTo(nothingComposed, message('hi', { to: me }))
  expect(writingTo(answering, bo).replyTo).toEqual({ ...quoteOfHi, direct: true })
  expect(writingTo(answering, lin)).toMatchObject({ to: lin, replyTo: null })
})

test('turning to everybody again ends an answer among the two', () => {
  const answering = typed(replyingTo(nothingComposed, message('hi', { to: me })), 'yes')
  expect(writingToAll(answering)).toEqual({ ...nothingComposed, draft: 'yes' })
})

test('an edit is typed apart from the draft, which comes back', () => {
  const draft = typed(nothingComposed, 'half a thou')
  const edit = typed(editing(draft, message('hi')), 'hi!')
  expect(textOf(edit)).toBe('hi!')
  expect(textOf(stepBack(edit))).toBe('half a thou')
  expect(edit.edit).toEqual({ id: 'id of hi', before: 'hi', text: 'hi!' })
})

test('an edit goes on from one that is not saved yet', () => {
  const saving = message('hi', { pendingChange: { type: 'edit', text: 'hi!' } })
  expect(editing(nothingComposed, saving).edit).toEqual({ id: 'id of hi', before: 'hi!', text: 'hi!' })
})

test('each step back ends one thing, and the last changes nothing', () => {
  const all = editing(replyingTo(writingTo(nothingComposed, bo), message('hi')), message('mine'))
  const steps = [all, stepBack(all), stepBack(stepBack(all)), stepBack(stepBack(stepBack(all)))]
  const sketch = ({ edit, replyTo, to }: Composing): string =>
    [edit && 'edit', replyTo && 'answer', to && 'direct'].filter(Boolean).join(' ')
  expect(steps.map(sketch)).toEqual(['edit answer direct', 'answer direct', 'direct', ''])
  expect(stepBack(nothingComposed)).toBe(nothingComposed)
})

test('after sending, the answer is over and the person stays', () => {
  const composing = typed(replyingTo(writingTo(nothingComposed, bo), message('hi')), 'hello')
  expect(sent(composing)).toEqual({ ...nothingComposed, to: bo })
})

test('what was not taken comes back with what it answered, before what was typed meanwhile', () => {
  const composing = typed(replyingTo(nothingComposed, message('hi')), 'hello')
  expect(takenBack(sent(composing), composing)).toEqual(composing)
  expect(takenBack(typed(sent(composing), 'and'), composing).draft).toBe('hello\nand')
})

test('a command that was refused goes back before what was typed meanwhile, and changes nothing else of it', () => {
  const answering = typed(replyingTo(nothingComposed, message('hi', { to: me })), 'hello')
  expect(commandBack(answering, '/nick bo')).toEqual({ ...answering, draft: '/nick bo\nhello' })
  const changing = editing(nothingComposed, message('mine', { own: true }))
  expect(commandBack(changing, '/nick bo')).toEqual({ ...changing, draft: '/nick bo' })
})
