import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MissedRoom } from '../../core/common/ipc-contract.ts'
import { plainExcerpt } from '../../core/common/plain-excerpt.ts'
import { Button } from '../components/button.tsx'
import { Modal } from '../components/modal.tsx'
import { Moment } from '../components/moment.tsx'
import { Name } from '../components/name.tsx'
import { useNow } from '../components/use-now.ts'
import { closeDialog, showMessage } from '../store/actions.ts'
import { useAppStore } from '../store/app-store.ts'
import { missedNow } from '../store/missed.ts'

/** As much of a message as fits in a line or two. */
const mostLetters = 140

/** What came while names and text were hidden. */
export function CatchUpDialog(): React.ReactNode {
  const { t } = useTranslation()
  const before = useAppStore((state) => state.missed)
  const rooms = useAppStore((state) => state.rooms)
  const missed = useMemo(() => missedNow(before, rooms), [before, rooms])
  return (
    <Modal title={t('presenting.title')} onClose={closeDialog}>
      <p className="modal-text">{missed.length > 0 ? t('presenting.intro') : t('presenting.allTakenBack')}</p>
      <div className="catch-up">
        {missed.map((room) => (
          <MissedIn key={room.roomId} room={room} />
        ))}
      </div>
      <div className="modal-actions">
        <Button variant="primary" onClick={closeDialog} data-first-focus>
          {t('presenting.done')}
        </Button>
      </div>
    </Modal>
  )
}

function MissedIn({ room: { roomId, roomName, count, messages } }: { room: MissedRoom }): React.ReactNode {
  const { t } = useTranslation()
  const now = useNow(60_000)
  const earlier = count - messages.length
  return (
    <section>
      <h3>
        <Name>{roomName}</Name>
      </h3>
      {earlier > 0 && <p className="catch-up-more">{t('presenting.more', { count: earlier })}</p>}
      <ul>
        {messages.map(({ messageId, at, nickname, text }) => (
          <li key={messageId}>
            <button
              type="button"
              className="catch-up-message"
              onClick={() => {
                closeDialog()
                showMessage(roomId, messageId)
              }}
            >
              <span className="catch-up-head">
                <Name>{nickname}</Name>
                <Moment at={at} now={now} />
              </span>
              <span className="catch-up-text">{plainExcerpt(text, mostLetters)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
