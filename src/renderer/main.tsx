/** Draws the window once it knows what to draw. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { isMac } from './components/use-shortcuts.ts'
import { foldNamesBy } from '../core/common/name-key.ts'
import { App } from './app.tsx'
import { ErrorBoundary } from './components/error-boundary.tsx'
import { speak, t } from './language.ts'
import { applyAppearance } from './appearance.ts'
import { windowFocusChanged } from './store/actions.ts'
import { act } from './store/commands.ts'
import { useAppStore } from './store/app-store.ts'
import { connectStore } from './store/connect-store.ts'
import { withUnanswered } from './store/preference-actions.ts'
import { request } from './store/requests.ts'
import { createAttentionTeller } from './store/tell-attention.ts'
import { createReadTeller } from './store/tell-read.ts'

connectStore(window.snug, {
  update: (change) => useAppStore.setState((data) => withUnanswered(data, change(data))),
  ready: () => useAppStore.setState({ status: 'ready' }),
  act,
  fail: (problem) => useAppStore.setState({ problem }),
})

// It has a large table, which nothing that is drawn first needs.
void import('../core/common/ascii-folding.ts').then(({ foldToAscii }) => foldNamesBy(foldToAscii))

window.addEventListener('focus', windowFocusChanged)
window.addEventListener('blur', windowFocusChanged)
document.addEventListener('visibilitychange', windowFocusChanged)

useAppStore.subscribe(createReadTeller((roomId, at) => void request('room.read', { roomId, at })))
useAppStore.subscribe(createAttentionTeller((attention) => void request('window.attention', attention)))

const language = (): string => useAppStore.getState().preferences.appearance.language
useAppStore.subscribe(({ preferences }, before) => {
  if (preferences.appearance.language !== before.preferences.appearance.language) void speak(language())
})
await speak(language())

const dress = (): void => applyAppearance(useAppStore.getState().preferences.appearance)
useAppStore.subscribe(({ preferences }, before) => {
  if (preferences.appearance !== before.preferences.appearance) dress()
})
dress()

// Its scrollbars are its own.
document.documentElement.classList.toggle('mac', isMac)

// The fonts come with the app: waiting a moment for them is better than text that jumps.
await Promise.allSettled([
  document.fonts.load('14px "Inter Variable"'),
  document.fonts.load('13px "JetBrains Mono Variable"'),
])

const root = document.querySelector('#root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary what={t('failed.window')}>
        <App />
      </ErrorBoundary>
    </StrictMode>,
  )
}
