import { Lock, Moon, Pencil, Reply, X } from 'lucide-react'
import type { Person, RoomState } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { Button, IconButton } from '../components/button.tsx'
import { Name } from '../components/name.tsx'
import { changeComposing, focusComposer } from '../store/composer-actions.ts'
import { writingToAll, type Composing } from '../store/composing.ts'
import { comeBack } from '../store/room-actions.ts'
import { QuotedText } from './quote.tsx'

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
          closeLabel="Cancel the edit"
          onClose={() => end((before) => ({ ...before, edit: null }))}
        >
          Editing your message
        </Bar>
      )}
      {!edit && to && (
        <Bar
          kind="direct"
          icon={<Lock aria-hidden="true" />}
          closeLabel="Write to everybody again"
          onClose={() => end(writingToAll)}
        >
          Only to <Name className="composer-bar-name">{to.nickname}</Name>
        </Bar>
      )}
      {!edit && replyTo && (
        <Bar
          icon={<Reply aria-hidden="true" />}
          closeLabel="Do not answer it"
          onClose={() => end((before) => ({ ...before, replyTo: null }))}
        >
          Answering <Name className="composer-bar-name">{replyTo.nickname}</Name>
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
    <section className="away-bar" aria-label="You are away">
      <Moon aria-hidden="true" />
      <p>
        You are away{away === '' ? '' : ': '}
        <bdi>{printable(away)}</bdi>
      </p>
      <Button className="button-small" onClick={() => void comeBack()}>
        Back
      </Button>
    </section>
  )
}

function selfIn({ people, self }: RoomState): Person | undefined {
  return people.find(({ id }) => id === self.personId)
}
