import { CircleAlert } from 'lucide-react'
import { useId, useLayoutEffect, useRef, type ComponentProps } from 'react'
import type { FormField } from '../../core/common/ipc-contract.ts'
import { t } from '../language.ts'
import { said } from '../view/said.ts'

/** A field of any form: those that the main process knows, and those that the window judges itself. */
export type FieldName = FormField | 'topic' | 'away' | 'reason' | 'messages' | 'days' | 'author' | 'day' | 'exposure'

/** Why a form was not taken, in words. */
export interface FormFault {
  readonly message: string
  /** Absent if it is about no single field. */
  readonly field?: FieldName
  /** A value for the field that would work. */
  readonly suggestion?: string
  /** What is wrong with other fields. */
  readonly also?: readonly FormFault[]
}

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'name'> {
  label: string
  /** Which errors belong here. */
  field: FieldName
  value: string
  onChange: (value: string) => void
  /** The error of the whole form; shown here if it is about this field. */
  error: FormFault | null
  /** Takes the value that the error suggests. */
  onSuggestion?: (value: string) => void
  /** What one should know before typing. */
  hint?: string
  /** What can be done about the error, below it. */
  help?: React.ReactNode
  /** What follows the input on its line. */
  after?: React.ReactNode
}

/** A labelled input with its error under it, in words. A new error moves the focus here, if it is the first of the form. */
export function TextField(props: TextFieldProps): React.ReactNode {
  const { label, field, value, onChange, error, onSuggestion, hint, help, after, className = '', ...rest } = props
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const whole = useRef<HTMLDivElement>(null)
  const isFirst = error?.field === field
  const own = (isFirst ? error : error?.also?.find((other) => other.field === field)) ?? null
  // Together with the words: who goes on at once is not called back a moment later.
  useLayoutEffect(() => {
    if (!own || !isFirst) return
    input.current?.focus()
    // With what would work: the foot of a dialog may lie over it.
    whole.current?.scrollIntoView({ block: 'nearest' })
  }, [own, isFirst])

  return (
    <div ref={whole} className={`field ${className}`}>
      <label htmlFor={id}>{label}</label>
      <div className="field-line">
        <input
          ref={input}
          id={id}
          type="text"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={1000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={own !== null}
          aria-describedby={own ? `${id}-error` : hint === undefined ? undefined : `${id}-hint`}
          {...rest}
        />
        {after}
      </div>
      {hint !== undefined && (
        <small id={`${id}-hint`} className="field-hint">
          {hint}
        </small>
      )}
      <FieldError id={`${id}-error`} error={own} onSuggestion={onSuggestion} />
      {help}
    </div>
  )
}

interface FieldErrorProps {
  id: string
  error: FormFault | null
  onSuggestion: ((value: string) => void) | undefined
}

function FieldError({ id, error, onSuggestion }: FieldErrorProps): React.ReactNode {
  const suggestion = error?.suggestion
  return (
    <div className="field-error" role="alert">
      {error && (
        <p id={id}>
          <CircleAlert aria-hidden="true" />
          <span dir="auto">{said(error.message)}</span>
        </p>
      )}
      {suggestion !== undefined && onSuggestion && (
        <button type="button" className="button button-plain button-small" onClick={() => onSuggestion(suggestion)}>
          {t('common.use', { value: suggestion })}
        </button>
      )}
    </div>
  )
}

/** An error that is about no single field. */
export function FormError({ error }: { error: FormFault | null }): React.ReactNode {
  return (
    <div className="field-error" role="alert">
      {error && error.field === undefined && (
        <p>
          <CircleAlert aria-hidden="true" />
          <span dir="auto">{said(error.message)}</span>
        </p>
      )}
    </div>
  )
}
