/** Draws the window once it knows what to draw. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { ErrorBoundary } from './components/error-boundary.tsx'
import { speak } from './language.ts'
import { act, windowFocusChanged } from './store/actions.ts'
import { useAppStore } from './store/app-store.ts'
import { connectStore } from './store/connect-store.ts'
import { request } from './store/requests.ts'
import { createReadTeller } from './store/tell-read.ts'

connectStore(window.snug, {
  update: (change) => useAppStore.setState(change),
  ready(pendingAddress) {
    useAppStore.setState({ status: 'ready' })
    if (pendingAddress !== null) act({ type: 'link.opened', address: pendingAddress })
  },
  act,
  fail: (problem) => useAppStore.setState({ problem }),
})

const focusChanged = (): void => windowFocusChanged(document.visibilityState === 'visible' && document.hasFocus())
window.addEventListener('focus', focusChanged)
window.addEventListener('blur', focusChanged)
document.addEventListener('visibilitychange', focusChanged)

const readTeller = createReadTeller((roomId, at) => void request('room.read', { roomId, at }))
useAppStore.subscribe(readTeller.look)
window.addEventListener('pagehide', readTeller.flush)

const language = (): string => useAppStore.getState().preferences.appearance.language
useAppStore.subscribe(({ preferences }, before) => {
  if (preferences.appearance.language !== before.preferences.appearance.language) void speak(language())
})
await speak(language())

// The fonts come with the app: waiting a moment for them is better than text that jumps.
await Promise.allSettled([
  document.fonts.load('14px "Inter Variable"'),
  document.fonts.load('13px "JetBrains Mono Variable"'),
])

const root = document.querySelector('#root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary what="The window">
        <App />
      </ErrorBoundary>
    </StrictMode>,
  )
}
