import { RotateCcw } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  faultOf,
  keysFor,
  keysOf,
  usualKeys,
  withKeys,
  writtenKeys,
  type CommandId,
  type KeysFault,
  type OwnKeys,
} from '../../core/common/shortcuts.ts'
import { IconButton } from '../components/button.tsx'
import { isMac } from '../components/use-shortcuts.ts'
import { updatePreferences } from '../store/preference-actions.ts'

interface Refusal {
  readonly keys: string
  readonly fault: KeysFault
}

/** A command and its keys, which are changed by pressing others. */
export function ShortcutRow({ id, own }: { id: CommandId; own: OwnKeys }): React.ReactNode {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const keys = keysFor(id, own)
  const command = t(`shortcuts.commands.${id}`)

  const take = (keys: string): void => {
    const fault = keys === '' ? null : faultOf(keys, id, own)
    setRefusal(fault && { keys, fault })
    if (fault) return
    setAsking(false)
    updatePreferences({ shortcuts: withKeys(own, id, keys) })
  }
  const keyDown = (event: React.KeyboardEvent): void => {
    const pressed = isAsking ? keysOf(event.nativeEvent, isMac) : null
    // Tab leaves, as everywhere.
    if (pressed === null || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (pressed === 'Esc') stop()
    else take(pressed === 'Backspace' ? '' : pressed)
  }
  const stop = (): void => {
    setAsking(false)
    setRefusal(null)
  }
  return (
    <li className="shortcut-row">
      <span>{command}</span>
      {id in own && (
        <IconButton
          label={t('settings.keyboard.resetOne', { command })}
          onClick={() => {
            take(usualKeys[id])
            button.current?.focus()
          }}
        >
          <RotateCcw aria-hidden="true" />
        </IconButton>
      )}
      <button
        ref={button}
        type="button"
        className="button button-plain button-small shortcut-keys"
        aria-label={`${t('settings.keyboard.change', { command })} (${keys === '' ? t('settings.keyboard.none') : writtenKeys(keys, isMac)})`}
        aria-pressed={isAsking}
        onClick={() => setAsking(true)}
        onKeyDown={keyDown}
        onBlur={stop}
      >
        {isAsking ? t('settings.keyboard.press') : keys === '' ? t('settings.keyboard.none') : writtenKeys(keys, isMac)}
      </button>
      <div className="field-error" role="alert">
        {refusal && <p>{<RefusalWords {...refusal} />}</p>}
      </div>
    </li>
  )
}

function RefusalWords({ keys, fault }: Refusal): React.ReactNode {
  const { t } = useTranslation()
  const written = writtenKeys(keys, isMac)
  switch (fault.kind) {
    case 'taken':
      return t('settings.keyboard.taken', { keys: written, command: t(`shortcuts.commands.${fault.by}`) })
    case 'reserved':
      return t('settings.keyboard.reserved', { keys: written })
    case 'bare':
      return t('settings.keyboard.bare', { keys: written, modifier: isMac ? '⌘' : 'Ctrl' })
  }
}
