import { CircleAlert } from 'lucide-react'
import { Component } from 'react'
import { t } from '../language.ts'
import { Button } from './button.tsx'

interface ErrorBoundaryProps {
  /** What cannot be shown if it comes to that, as the beginning of a sentence: `This conversation`. */
  what: string
  children: React.ReactNode
}

/** Keeps a failure from taking the rest of the window with it: says what happened, and offers to begin the window anew. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true }
  }

  override render(): React.ReactNode {
    if (!this.state.hasFailed) return this.props.children
    return (
      <section className="failed-part" role="alert">
        <CircleAlert aria-hidden="true" />
        <p>{t('failed.text', { what: this.props.what })}</p>
        <Button onClick={() => location.reload()}>{t('failed.reload')}</Button>
      </section>
    )
  }
}
