import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useAppStore } from './app-store.ts'
import { changeComposing, composingIn, say } from './composer-actions.ts'
import { nothingComposed, typed, type Composing } from './composing.ts'

const bo = { personId: 'bo', nickname: 'Bo' }
const answering: Composing = {
  ...nothingComposed,
  draft: 'yes',
  replyTo: { id: 'm', nickname: 'Lin', excerpt: 'Tea?' },
}

/** Answers what the window asks for. */
const request = vi.fn<(name: string, payload: unknown) => Promise<unknown>>()

beforeEach(() => {
  request.mockReset()
  request.mockResolvedValue({ ok: true, value: null })
  vi.stubGlobal('window', { snug: { request } })
  useAppStore.setState({ composings: { lunch: answering } })
})

afterEach(() => {
  vi.unstubAllGlobals()
  useAppStore.setState(useAppStore.getInitialState(), true)
})

test('what is said answers what it was written to; what a command says answers nothing', () => {
  say('lunch', { text: 'yes' })
  expect(request).toHaveBeenLastCalledWith('message.send', expect.objectContaining({ text: 'yes', replyTo: 'm' }))
  expect(composingIn('lunch')).toEqual(nothingComposed)
  useAppStore.setState({ composings: { lunch: answering } })
  say('lunch', { text: 'psst', to: bo })
  expect(request).toHaveBeenLastCalledWith('message.send', expect.not.objectContaining({ replyTo: 'm' }))
  expect(composingIn('lunch')).toEqual({ ...answering, draft: '' })
})

test('what is said brings the conversation to its end, and nothing else that is written does', () => {
  const timesSaid = (): number => useAppStore.getState().timesSaid
  changeComposing('lunch', (now) => typed(now, 'no'))
  expect(timesSaid()).toBe(0)
  say('lunch', { text: 'yes' })
  say('lunch', { text: 'waves', action: true })
  say('lunch', { text: 'psst', to: bo })
  expect(timesSaid()).toBe(3)
})

test('what is not taken goes back, before what was typed meanwhile', async () => {
  request.mockResolvedValue({ ok: false, error: { code: 'unexpected', message: 'No.' } })
  say('lunch', { text: 'yes' })
  changeComposing('lunch', (now) => typed(now, 'meanwhile'))
  await vi.waitFor(() => expect(composingIn('lunch')).toEqual({ ...answering, draft: 'yes\nmeanwhile' }))
})
