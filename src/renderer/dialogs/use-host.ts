import { useRef, useState } from 'react'
import type { RequestPayload } from '../../core/common/ipc-contract.ts'
import type { FormFault } from '../components/text-field.tsx'
import { abandonRoom, closeDialog, enterRoom, hostRoom } from '../store/actions.ts'
import { parseKeeping, type TypedKeeping } from './keeping.ts'

/** The form as it was typed. */
export type TypedRoom = Omit<RequestPayload<'room.host'>, 'retention'> & { readonly keeping: TypedKeeping }

interface Host {
  readonly isOpening: boolean
  readonly error: FormFault | null
  readonly setError: (error: FormFault | null) => void
  readonly host: (typed: TypedRoom) => void
  /** Closes the dialog. A room that opens all the same is left again. */
  readonly cancel: () => void
}

/** Opens a room, once at a time. */
export function useHost(initialError: FormFault | null): Host {
  const [error, setError] = useState(initialError)
  const [isOpening, setOpening] = useState(false)
  const isGivenUp = useRef(false)

  const host = ({ keeping, ...typed }: TypedRoom): void => {
    if (isOpening) return
    const retention = parseKeeping(keeping)
    setError(retention.ok ? null : retention.error)
    if (!retention.ok) return
    setOpening(true)
    void hostRoom({ ...typed, retention: retention.value }).then((answer) => {
      if (isGivenUp.current) {
        if (answer.ok) abandonRoom(answer.value.roomId)
        return
      }
      setError(enterRoom(answer))
      setOpening(false)
    })
  }
  const cancel = (): void => {
    isGivenUp.current = true
    closeDialog()
  }
  return { isOpening, error, setError, host, cancel }
}
