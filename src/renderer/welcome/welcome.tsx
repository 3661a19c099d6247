import { useRef, useState } from 'react'
import type { RequestError } from '../../core/common/ipc-contract.ts'
import { defaultRetention } from '../../core/common/native/retention.ts'
import { defaultRoomName } from '../../core/common/room-name.ts'
import { BrandMark } from '../components/brand-mark.tsx'
import { Button } from '../components/button.tsx'
import { SettingsButton } from '../components/settings-button.tsx'
import { FormError, TextField } from '../components/text-field.tsx'
import { useJoin } from '../dialogs/use-join.ts'
import {
  defaultAddress,
  enterRoom,
  hostRoom,
  openHostDialog,
  openJoinDialog,
  rememberNickname,
} from '../store/actions.ts'
import { useAppStore } from '../store/app-store.ts'
import { Recents } from './recents.tsx'

/** What one sees while there is no room: host one, or join one. */
export function Welcome(): React.ReactNode {
  const [nickname, setNickname] = useState(useAppStore((state) => state.profile.nickname))
  const [hostError, setHostError] = useState<RequestError | null>(null)
  const joining = useJoin()
  const network = useAppStore((state) => state.preferences.network)

  const isHosting = useRef(false)
  const host = async (): Promise<void> => {
    if (isHosting.current) return
    isHosting.current = true
    setHostError(null)
    const answer = await hostRoom({
      name: defaultRoomName(nickname),
      nickname,
      exposure: network.exposure,
      port: String(network.port),
      keep: true,
      retention: defaultRetention,
      everyMessageToDisk: false,
    })
    isHosting.current = false
    const error = enterRoom(answer)
    if (error === null || error.field === 'nickname') setHostError(error)
    // Whatever else is wrong can be put right in the full dialog.
    else openHostDialog(error)
  }

  return (
    <main className="welcome">
      <div className="welcome-content">
        <div className="welcome-head">
          <BrandMark size={44} />
          <SettingsButton />
        </div>
        <h1>A room of your own</h1>
        <p className="welcome-lead">Host it on this computer, or join one by its address. No account.</p>
        <TextField
          label="Your name"
          field="nickname"
          className="welcome-name"
          value={nickname}
          onChange={setNickname}
          // The one thing to do first; there is nothing before it that a screen reader would skip.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={nickname === ''}
          onBlur={() => rememberNickname(nickname)}
          error={hostError ?? joining.error}
          onSuggestion={setNickname}
        />
        <div className="welcome-cards">
          <HostCard onHost={() => void host()} />
          <JoinCard nickname={nickname} joining={joining} />
        </div>
        <Recents onJoin={(recent) => openJoinDialog(recent, true)} />
      </div>
    </main>
  )
}

function HostCard({ onHost }: { onHost: () => void }): React.ReactNode {
  return (
    <section className="card" aria-labelledby="welcome-host">
      <header className="card-head">
        <h2 id="welcome-host">Host a room</h2>
        <Button
          variant="quiet"
          className="button-small"
          onClick={() => openHostDialog()}
          aria-label="Options for hosting"
        >
          Options…
        </Button>
      </header>
      <p>Open a room here. People join with your address, from Snug or any classic client.</p>
      <Button variant="primary" className="card-action" onClick={onHost}>
        Host a room
      </Button>
    </section>
  )
}

interface JoinCardProps {
  nickname: string
  joining: ReturnType<typeof useJoin>
}

function JoinCard({ nickname, joining }: JoinCardProps): React.ReactNode {
  const [address, setAddress] = useState(defaultAddress)
  const { isJoining, error, join, cancel } = joining
  return (
    <form
      className="card"
      aria-labelledby="welcome-join"
      onSubmit={(event) => {
        event.preventDefault()
        join({ address, nickname, asciiOnly: true })
      }}
    >
      <header className="card-head">
        <h2 id="welcome-join">Join a room</h2>
        <Button
          variant="quiet"
          className="button-small"
          onClick={() => openJoinDialog({ address })}
          aria-label="Options for joining"
        >
          Options…
        </Button>
      </header>
      <p>Type the address that you were given. The default is a room on this computer.</p>
      <TextField
        label="Address"
        field="address"
        className="field-mono card-address"
        value={address}
        onChange={setAddress}
        readOnly={isJoining}
        error={error}
        onSuggestion={setAddress}
        after={
          <>
            {isJoining ? <Button onClick={cancel}>Cancel</Button> : <Button type="submit">Join</Button>}
            <output className="card-status">{isJoining ? 'Connecting…' : ''}</output>
          </>
        }
      />
      <FormError error={error} />
    </form>
  )
}
