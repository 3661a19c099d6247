import { assertNever } from '../../core/common/assert-never.ts'
import type { MessageEntry, Person, RoomState } from '../../core/common/room.ts'
import { speaksTo } from '../store/speaks-to.ts'
import { MessageRow } from './message-row.tsx'
import { BeforeRow } from './before-row.tsx'
import { DayRow, HappeningRow, NoticeRow, PastEndRow, PresenceRow, UnreadRow } from './other-rows.tsx'
import type { Row } from './rows.ts'

interface RowViewProps {
  row: Row
  room: RoomState
  newestOwnId: string | null
  messagesBefore: number
  soughtId: string | null
  isUnfolded: boolean
  toggle: (key: string) => void
}

/** One row of the conversation. */
export function RowView(props: RowViewProps): React.ReactElement {
  const { row, room, newestOwnId, messagesBefore, soughtId, isUnfolded, toggle } = props
  switch (row.kind) {
    case 'day':
      return <DayRow roomId={room.id} rowKey={row.key} at={row.at} />
    case 'unread':
      return <UnreadRow />
    case 'past-end':
      return <PastEndRow />
    case 'before':
      return <BeforeRow rowKey={row.key} room={room} messages={messagesBefore} isShown={row.isShown} />
    case 'message':
      return (
        <MessageRow
          roomId={room.id}
          selfId={room.self.personId}
          message={row.message}
          startsGroup={row.startsGroup}
          looksLike={likenessOf(row.message, room.people)}
          isWaiting={row.message.own && room.connection.status !== 'open'}
          isNewestOwn={row.message.id === newestOwnId}
          spokenTo={speaksTo(row.message, room.self.nickname) ? room.self.nickname : null}
          isSought={row.message.id === soughtId}
          isUnfolded={isUnfolded}
          toggle={toggle}
        />
      )
    case 'presence':
      return <PresenceRow rowKey={row.key} changes={row.changes} isUnfolded={isUnfolded} toggle={toggle} />
    case 'notice':
      return <NoticeRow notice={row.notice} />
    case 'happening':
      return <HappeningRow entry={row.entry} />
    default:
      return assertNever(row)
  }
}

/** Whose name the author's could be taken for: as they wrote, or now, as far as they are here under it. */
function likenessOf({ author, own }: MessageEntry, people: readonly Person[]): string | null {
  if (own) return null
  if (author.looksLike !== undefined) return author.looksLike
  const person = people.find(({ id }) => id === author.personId)
  return person?.nickname === author.nickname ? (person.looksLike ?? null) : null
}
