import { X } from 'lucide-react'
import type { RecentRoom } from '../../core/common/ipc-contract.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { IconButton } from '../components/button.tsx'
import { useNow } from '../components/use-now.ts'
import { timeFormat } from '../conversation/times.ts'
import { forgetRecent } from '../store/actions.ts'
import { useAppStore } from '../store/app-store.ts'
import { Name } from '../components/name.tsx'
import { t } from '../language.ts'
import { Phrase } from '../components/phrase.tsx'
import { phrase } from '../view/phrase.ts'

interface RecentsProps {
  onJoin: (recent: RecentRoom) => void
}

/** The rooms one was in before. A click joins again. */
export function Recents({ onJoin }: RecentsProps): React.ReactNode {
  const { recents, nickname } = useAppStore((state) => state.profile)
  const now = useNow(60_000)
  if (recents.length === 0) return null
  return (
    <section className="recents" aria-labelledby="recents-title">
      <h2 id="recents-title">{t('welcome.recent')}</h2>
      <ul>
        {recents.map((recent) => (
          <li key={recent.address} className="recent">
            <button type="button" className="recent-join" onClick={() => onJoin(recent)}>
              <Name className="recent-name">{recent.name}</Name>
              {recent.name !== recent.address && <span className="address">{recent.address}</span>}
              {recent.nickname !== nickname && (
                <span className="recent-nickname">
                  <Phrase pieces={phrase({ name: recent.nickname }, (names) => t('welcome.recentAs', names))} />
                </span>
              )}
              <span className="recent-time">{timeFormat.day(recent.lastJoinedAt, now)}</span>
            </button>
            <IconButton
              label={t('welcome.forget', { name: printable(recent.name) })}
              onClick={() => forgetRecent(recent.address)}
            >
              <X aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  )
}
