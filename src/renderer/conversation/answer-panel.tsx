import { EyeOff, X } from 'lucide-react'
import { useEffect, useId } from 'react'
import { IconButton } from '../components/button.tsx'
import { Name } from '../components/name.tsx'
import type { Answer, AnswerItem } from './answers.ts'
import { t } from '../language.ts'

/** What the window answers to a command. Its place is read out when something comes into it. */
export function AnswerPanel({ answer, onClose }: { answer: Answer | null; onClose: () => void }): React.ReactNode {
  const titleId = useId()
  useEscape(answer === null ? null : onClose)
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- An output takes no list.
    <div className="answer-place" role="status">
      {answer && (
        <section className="answer" aria-labelledby={titleId}>
          <header>
            <h2 id={titleId}>{answer.title}</h2>
            <p>
              <EyeOff aria-hidden="true" />
              {t('answers.onlyYou')}
            </p>
            <IconButton label={t('common.close')} onClick={onClose}>
              <X aria-hidden="true" />
            </IconButton>
          </header>
          <ul
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls must be reachable by keyboard.
            tabIndex={0}
            aria-labelledby={titleId}
          >
            {answer.items.map((item) => (
              <li key={`${item.term} ${item.text}`}>
                <Term item={item} />
                {item.text !== '' && <bdi className="answer-text">{item.text}</bdi>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

/** Wherever in the window; unless it meant something else there, or something lies over it. */
function useEscape(act: (() => void) | null): void {
  useEffect(() => {
    if (!act) return undefined
    const keyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return
      if (document.querySelector('dialog[open], [popover]:popover-open')) return
      act()
    }
    window.addEventListener('keydown', keyDown)
    return () => window.removeEventListener('keydown', keyDown)
  })
}

function Term({ item: { kind, term } }: { item: AnswerItem }): React.ReactNode {
  if (kind === 'code') return <code>{term}</code>
  return kind === 'name' ? <Name className="answer-name">{term}</Name> : <span>{term}</span>
}
