import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ErrorBoundary } from './error-boundary.tsx'

test('shows what is in it, and after a failure what has happened and a way out', () => {
  const boundary = new ErrorBoundary({ what: 'This conversation', children: 'hello' })
  expect(boundary.render()).toBe('hello')
  boundary.state = ErrorBoundary.getDerivedStateFromError()
  const html = renderToStaticMarkup(boundary.render())
  expect(html).toContain('role="alert"')
  expect(html).toContain('This conversation cannot be shown')
  expect(html).toMatch(/<button[^>]*>Reload the window<\/button>/)
  expect(html).not.toContain('hello')
})
