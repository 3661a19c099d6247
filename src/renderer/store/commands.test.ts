import { afterEach, expect, test, vi } from 'vitest'
import { useAppStore } from './app-store.ts'
import { runCommand } from './commands.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  useAppStore.setState(useAppStore.getInitialState(), true)
})

function openWindow({ isNarrow }: { isNarrow: boolean }): void {
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: isNarrow && query === '(width < 900px)' }))
  useAppStore.setState({ status: 'ready' })
}

const shown = (): unknown => {
  const { drawer, peopleShown } = useAppStore.getState()
  return { drawer, peopleShown }
}

test('the people come and go beside the conversation where there is a place for them', () => {
  openWindow({ isNarrow: false })
  runCommand('people')
  expect(shown()).toEqual({ drawer: null, peopleShown: false })
  runCommand('people')
  expect(shown()).toEqual({ drawer: null, peopleShown: true })
})

test('the people come and go in their drawer in a narrow window', () => {
  openWindow({ isNarrow: true })
  runCommand('people')
  expect(shown()).toEqual({ drawer: 'people', peopleShown: true })
  runCommand('people')
  expect(shown()).toEqual({ drawer: null, peopleShown: true })
})
