import { Lock, Moon, Pencil, Reply, X } from 'lucide-react'
import type { Person, RoomState } from '../../core/common/room.ts'
import { Button, IconButton } from '../components/button.tsx'
import { Phrase } from '../components/phrase.tsx'
import { changeComposing, focusComposer } from '../store/composer-actions.ts'
import { writingToAll, type Composing } from '../store/composing.ts'
import { comeBack } from '../store/room-actions.ts'
import { QuotedText } from './quote.tsx'
import { t } from '../language.ts'
import { phrase } from '../view/phrase.ts'

interface BarsProps {
  id: string
  roomId: string
  composing: Composing
}

/** Above the input: what is being changed, to whom it is, what it answers. Each can be ended. */
export function ComposerBars({ id, roomId, composing }: BarsProps): React.ReactNode {
  const { edit, replyTo, to } = composing
  const end = (change: (before: Composing) => Composing): void => {
    changeComposing(roomId, change)
    focusComposer()
  }
  return (
    <div id={id} className="composer-bars">
      {edit && (
        <Bar
          icon={<Pencil aria-hidden="true" />}
          closeLabel={t('composer.cancelEdit')}
          onClose={() => end((before) => ({ ...before, edit: null }))}
        >
          {t('composer.editing')}
        </Bar>
      )}
      {!edit && to && (
        <Bar
          kind="direct"
          icon={<Lock aria-hidden="true" />}
          closeLabel={t('composer.toEverybody')}
          onClose={() => end(writingToAll)}
        >
          <Phrase
            className="composer-bar-name"
            pieces={phrase({ name: to.nickname }, (names) => t('composer.onlyTo', names))}
          />
        </Bar>
      )}
      {!edit && replyTo && (
        <Bar
          icon={<Reply aria-hidden="true" />}
          closeLabel={t('composer.noAnswer')}
          onClose={() => end((before) => ({ ...before, replyTo: null }))}
        >
          <Phrase
            className="composer-bar-name"
            pieces={phrase({ name: replyTo.nickname }, (names) => t('composer.answering', names))}
          />
          <QuotedText excerpt={replyTo.excerpt} />
        </Bar>
      )}
    </div>
  )
}

interface BarProps {
  kind?: 'direct'
  icon: React.ReactNode
  closeLabel: string
  onClose: () => void
  children: React.ReactNode
}

function Bar({ kind, icon, closeLabel, onClose, children }: BarProps): React.ReactNode {
  return (
    <div className={kind ? `composer-bar composer-bar-${kind}` : 'composer-bar'}>
      {icon}
      <p>{children}</p>
      <IconButton label={closeLabel} onClick={onClose}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  )
}

/** While the person is away, with the way back. */
export function AwayBar({ room }: { room: RoomState }): React.ReactNode {
  const away = selfIn(room)?.away
  if (away === undefined) return null
  return (
    <section className="away-bar" aria-label={t('composer.away')}>
      <Moon aria-hidden="true" />
      <p>
        {away === '' ? (
          t('composer.away')
        ) : (
          <Phrase pieces={phrase({ message: away }, (names) => t('composer.awayWith', names))} />
        )}
      </p>
      <Button className="button-small" onClick={() => void comeBack()}>
        {t('composer.back')}
      </Button>
    </section>
  )
}

function selfIn({ people, self }: RoomState): Person | undefined {
  return people.find(({ id }) => id === self.personId)
}
