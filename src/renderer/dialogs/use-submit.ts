import { useState } from 'react'
import type { FormFault } from '../components/text-field.tsx'
import { closeDialog } from '../store/actions.ts'

interface Submit {
  readonly isSending: boolean
  readonly error: FormFault | null
  readonly submit: (event: React.FormEvent) => void
}

/** Sends a form, once at a time: closes its dialog, or keeps why it was not taken. */
export function useSubmit(send: () => Promise<FormFault | null>): Submit {
  const [isSending, setSending] = useState(false)
  const [error, setError] = useState<FormFault | null>(null)
  const submit = (event: React.FormEvent): void => {
    event.preventDefault()
    if (isSending) return
    setSending(true)
    setError(null)
    void send().then((fault) => {
      setSending(false)
      setError(fault)
      if (fault === null) closeDialog()
    })
  }
  return { isSending, error, submit }
}
