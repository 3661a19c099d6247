import { useEffect, useRef, useState } from 'react'
import type { FieldName, TextFieldProps } from '../components/text-field.tsx'
import type { Result } from '../../core/common/result.ts'

interface TypedSettingOptions {
  readonly field: FieldName
  /** The value that holds now. */
  readonly kept: string
  /** The value that was typed; or what is wrong with it, in a sentence. */
  readonly parse: (typed: string) => Result<string, string>
  readonly keep: (value: string) => void
}

type TypedSetting = Required<Pick<TextFieldProps, 'field' | 'value' | 'onChange' | 'error' | 'onBlur' | 'onKeyDown'>>

/**
 * A setting that is typed. A value holds once it is complete: when the field is left, by Enter, or when the dialog closes.
 * The one before comes back in place of what is none.
 */
export function useTypedSetting({ field, kept, parse, keep }: TypedSettingOptions): TypedSetting {
  const [value, setValue] = useState(kept)
  const [error, setError] = useState<TypedSetting['error']>(null)
  const change = (typed: string): void => {
    setValue(typed)
    const parsed = parse(typed)
    setError(parsed.ok ? null : { field, message: parsed.error })
  }
  const finish = (): void => {
    const parsed = parse(value)
    const next = parsed.ok ? parsed.value : kept
    setValue(next)
    setError(null)
    if (next !== kept) keep(next)
  }
  useFinally(finish)
  return {
    field,
    value,
    onChange: change,
    error,
    onBlur: finish,
    onKeyDown: ({ key }) => {
      if (key === 'Enter' && parse(value).ok) finish()
    },
  }
}

/** Does something when the component goes: a field that is taken away hears of no blur. */
function useFinally(act: () => void): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => () => latest.current(), [])
}
