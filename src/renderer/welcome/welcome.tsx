import { useRef, useState } from 'react'
import type { RequestError } from '../../core/common/ipc-contract.ts'
import { defaultRetention } from '../../core/common/native/retention.ts'
import type { Exposure } from '../../core/common/room.ts'
import { BrandMark } from '../components/brand-mark.tsx'
import { Button } from '../components/button.tsx'
import { SettingsButton } from '../components/settings-button.tsx'
import { FormError, TextField } from '../components/text-field.tsx'
import { useHostPort } from '../dialogs/host-port.ts'
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
import { exposureWords, ownRoomName } from '../view/words.ts'
import { Recents } from './recents.tsx'
import { t } from '../language.ts'

/** What one sees while there is no room: host one, or join one. */
export function Welcome(): React.ReactNode {
  const keptNickname = useAppStore((state) => state.profile.nickname)
  /** While it is being typed; null otherwise. */
  const [typedNickname, setNickname] = useState<string | null>(null)
  const nickname = typedNickname ?? keptNickname
  const [hostError, setHostError] = useState<RequestError | null>(null)
  const joining = useJoin()
  const exposure = useAppStore((state) => state.preferences.network.exposure)
  const port = useHostPort(ownRoomName(nickname))

  const isHosting = useRef(false)
  const host = async (): Promise<void> => {
    if (isHosting.current) return
    isHosting.current = true
    setHostError(null)
    const answer = await hostRoom({
      name: ownRoomName(nickname),
      nickname,
      exposure,
      port: String(port),
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
        <h1 tabIndex={-1} data-home>
          {t('welcome.title')}
        </h1>
        <p className="welcome-lead">{t('welcome.lead')}</p>
        <TextField
          label={t('common.yourName')}
          field="nickname"
          className="welcome-name"
          value={nickname}
          onChange={setNickname}
          // The one thing to do first; there is nothing before it that a screen reader would skip.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={nickname === ''}
          onBlur={() => {
            rememberNickname(nickname)
            setNickname(null)
          }}
          error={hostError ?? joining.error}
          onSuggestion={setNickname}
        />
        <div className="welcome-cards">
          <HostCard exposure={exposure} port={port} onHost={() => void host()} />
          <JoinCard nickname={nickname} joining={joining} />
        </div>
        <Recents />
      </div>
    </main>
  )
}

interface HostCardProps {
  /** How the room would be opened. */
  exposure: Exposure
  port: number
  onHost: () => void
}

function HostCard({ exposure, port, onHost }: HostCardProps): React.ReactNode {
  return (
    <section className="card" aria-labelledby="welcome-host">
      <header className="card-head">
        <h2 id="welcome-host">{t('welcome.host')}</h2>
        <Button
          variant="quiet"
          className="button-small"
          onClick={() => openHostDialog()}
          aria-label={t('welcome.hostOptions')}
        >
          {t('welcome.options')}
        </Button>
      </header>
      <p>{t('welcome.hostText')}</p>
      <p className="card-facts">
        {t('welcome.hostAs', { exposure: exposureWords(exposure).name, port: String(port) })}
      </p>
      <Button variant="primary" className="card-action" onClick={onHost}>
        {t('welcome.host')}
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
        <h2 id="welcome-join">{t('welcome.join')}</h2>
        <Button
          variant="quiet"
          className="button-small"
          onClick={() => openJoinDialog({ address })}
          aria-label={t('welcome.joinOptions')}
        >
          {t('welcome.options')}
        </Button>
      </header>
      <p>{t('welcome.joinText')}</p>
      <TextField
        label={t('common.address')}
        field="address"
        className="field-mono card-address"
        value={address}
        onChange={setAddress}
        readOnly={isJoining}
        error={error}
        onSuggestion={setAddress}
        after={
          <>
            {isJoining ? (
              <Button onClick={cancel}>{t('common.cancel')}</Button>
            ) : (
              <Button type="submit">{t('welcome.joinNow')}</Button>
            )}
            <output className="card-status">{isJoining ? t('common.connecting') : ''}</output>
          </>
        }
      />
      <FormError error={error} />
    </form>
  )
}
