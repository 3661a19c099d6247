/* A list under an input that keeps the focus, as WAI-ARIA describes a combobox: HTML has no element for it. */
/* oxlint-disable jsx-a11y/no-noninteractive-element-to-interactive-role, jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events */
import { Users } from 'lucide-react'
import { useEffect } from 'react'
import { printable } from '../../core/common/unsafe-text.ts'
import { Avatar } from '../components/avatar.tsx'
import { LikenessMark } from '../components/likeness-mark.tsx'
import type { Completion, CompletionOption } from './composer-completion.ts'
import { t } from '../language.ts'

interface CompletionListProps {
  id: string
  completion: Completion
  selected: number
  take: (option: CompletionOption) => void
  select: (index: number) => void
}

const listLabels = { command: 'composer.commands', name: 'composer.people', emoji: 'emoji.open' } as const

export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`
}

/** What can be completed, above the input, which keeps the focus. */
export function CompletionList({ id, completion, selected, take, select }: CompletionListProps): React.ReactNode {
  const { kind, options } = completion
  useEffect(() => {
    document.querySelector(`#${CSS.escape(optionId(id, selected))}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, selected])
  return (
    <ul id={id} className="completion" role="listbox" aria-label={t(listLabels[kind])}>
      {options.map((option, index) => (
        <li
          key={option.label}
          id={optionId(id, index)}
          className={`completion-option completion-${kind}`}
          role="option"
          aria-selected={index === selected}
          // Moving the pointer chooses; a list that scrolls under it does not.
          onPointerMove={() => index !== selected && select(index)}
          // The input keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => take(option)}
        >
          {option.person !== null && <Avatar nickname={option.person} small />}
          {kind === 'name' && option.person === null && (
            <span className="completion-icon">
              <Users aria-hidden="true" />
            </span>
          )}
          {option.emoji !== undefined && (
            <span className="completion-emoji-sign" aria-hidden="true">
              {option.emoji}
            </span>
          )}
          <bdi className="completion-label">{printable(option.label)}</bdi>
          <span className="completion-hint">
            {option.looksLike === undefined ? option.hint : <LikenessMark looksLike={option.looksLike} />}
          </span>
        </li>
      ))}
    </ul>
  )
}
