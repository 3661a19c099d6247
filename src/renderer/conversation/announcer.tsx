import { useEffect, useRef, useState } from 'react'
import type { Entry, MessageEntry } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { messagesAfter } from './rows.ts'
import { t } from '../language.ts'

/** Reads new messages of others out to a screen reader, politely. History is not read out. */
export function Announcer({ entries }: { entries: readonly Entry[] }): React.ReactNode {
  const lastId = useRef(entries.at(-1)?.id ?? null)
  const [announcement, setAnnouncement] = useState<{ readonly id: string; readonly words: string } | null>(null)
  useEffect(() => {
    const news = messagesAfter(entries, lastId.current)
    lastId.current = entries.at(-1)?.id ?? null
    const last = news.at(-1)
    if (last === undefined) return
    const words = news.length === 1 ? printable(spoken(last)) : t('conversation.unread', { count: news.length })
    setAnnouncement({ id: last.id, words })
  }, [entries])
  return (
    <div className="visually-hidden" aria-live="polite" aria-atomic="true">
      {/* Another element each time: what says the same as the last would otherwise be no change. */}
      {announcement && <p key={announcement.id}>{announcement.words}</p>}
    </div>
  )
}

function spoken({ author, text, isAction, to }: MessageEntry): string {
  const said = { name: author.nickname, text }
  if (to) return isAction ? t('conversation.spokenDirectAction', said) : t('conversation.spokenDirect', said)
  return isAction ? t('conversation.spokenAction', said) : t('conversation.spoken', said)
}
