import { useEffect, useRef, useState } from 'react'
import { Button } from '../components/button.tsx'
import { Modal } from '../components/modal.tsx'
import { FormError, TextField } from '../components/text-field.tsx'
import { closeDialog } from '../store/actions.ts'
import { useAppStore, type DialogRequest } from '../store/app-store.ts'
import { useJoin } from './use-join.ts'

export function JoinDialog({ request }: { request: Extract<DialogRequest, { kind: 'join' }> }): React.ReactNode {
  const [address, setAddress] = useState(request.address)
  const [nickname, setNickname] = useState(useAppStore((state) => state.profile.nickname))
  const [asciiOnly, setAsciiOnly] = useState(request.asciiOnly)
  const { isJoining, error, join, cancel } = useJoin()

  const initial = useRef({ address, nickname, asciiOnly })
  useEffect(() => {
    if (request.atOnce) join(initial.current)
  }, [request, join])

  return (
    <Modal title="Join a room" onClose={isJoining ? cancel : closeDialog}>
      <form
        className="modal-form"
        onSubmit={(event) => {
          event.preventDefault()
          join({ address, nickname, asciiOnly })
        }}
      >
        <TextField
          label="Address"
          field="address"
          className="field-mono"
          placeholder="127.0.0.1:55555"
          value={address}
          onChange={setAddress}
          readOnly={isJoining}
          error={error}
          onSuggestion={setAddress}
          data-first-focus
        />
        <TextField
          label="Your name"
          field="nickname"
          value={nickname}
          onChange={setNickname}
          readOnly={isJoining}
          error={error}
          onSuggestion={setNickname}
        />
        <label className="check">
          <input type="checkbox" checked={asciiOnly} onChange={(event) => setAsciiOnly(event.target.checked)} />
          <span>
            Plain letters only
            <small>Safe for classic programs: “café” goes out as “cafe”.</small>
          </span>
        </label>
        <FormError error={error} />
        <div className="modal-actions">
          <Button onClick={isJoining ? cancel : closeDialog}>Cancel</Button>
          <Button type="submit" variant="primary" aria-disabled={isJoining}>
            {isJoining ? 'Connecting…' : 'Join'}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
