import { useMemo, useRef } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import type { Person, RoomState } from '../../core/common/room.ts'
import { useAppStore } from '../store/app-store.ts'
import { keeperWords } from '../view/words.ts'
import { PersonItem } from './person-item.tsx'
import { useWantedPerson } from './use-wanted-person.ts'
import { t, translator } from '../language.ts'

/** Everybody in the room: the host first, then by name. */
export function PeoplePanel({ room }: { room: RoomState }): React.ReactNode {
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const people = useMemo(() => {
    const byName = new Intl.Collator(translator.language, { numeric: true, sensitivity: 'base' })
    return room.people.toSorted((a, b) => rank(a) - rank(b) || byName.compare(a.nickname, b.nickname))
  }, [room.people])
  useWantedPerson({ roomId: room.id, people, scroller, list })
  if (room.connection.status === 'closed') return <Outside />
  /** Who comes and goes meanwhile is not known. */
  const isHere = room.connection.status === 'open'
  return (
    <aside className={isHere ? 'people' : 'people people-past'} aria-label={t('people.label')}>
      <h2>{isHere ? t('people.inRoom', { number: people.length }) : t('people.lastSeen')}</h2>
      <div className="people-scroller" ref={scroller}>
        <Virtualizer ref={list} as="ul" item="li" scrollRef={scroller} data={people}>
          {(person) => <PersonItem key={person.id} room={room} person={person} />}
        </Virtualizer>
      </div>
      <KeeperLamp room={room} />
    </aside>
  )
}

/** Who is not in a room does not see who is. */
function Outside(): React.ReactNode {
  return (
    <aside className="people" aria-label={t('people.label')}>
      <h2>{t('people.label')}</h2>
      <p className="people-outside">{t('people.outside')}</p>
    </aside>
  )
}

/** Who stores the conversation: lit while somebody does. */
function KeeperLamp({ room }: { room: RoomState }): React.ReactNode {
  const { retention } = room
  const keepsCopies = useAppStore((state) => state.preferences.privacy.keepCopies)
  const light = retention === null ? 'unknown' : retention.stored ? 'on' : 'off'
  return (
    <section className="keeper" aria-label={t('people.keeper')}>
      <span className={`lamp lamp-${light}`} aria-hidden="true" />
      <p>{keeperWords(retention, room.role.kind, keepsCopies)}</p>
    </section>
  )
}

function rank(person: Person): number {
  return person.kind === 'host' ? 0 : 1
}
