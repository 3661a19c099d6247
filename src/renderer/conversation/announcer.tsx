import { useEffect, useRef, useState } from 'react'
import type { Entry, MessageEntry } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { messagesAfter } from './rows.ts'

/** Reads new messages of others out to a screen reader, politely. History is not read out. */
export function Announcer({ entries }: { entries: readonly Entry[] }): React.ReactNode {
  const lastId = useRef(entries.at(-1)?.id ?? null)
  const [announcement, setAnnouncement] = useState('')
  useEffect(() => {
    const news = messagesAfter(entries, lastId.current)
    lastId.current = entries.at(-1)?.id ?? null
    const [only] = news
    if (only === undefined) return
    setAnnouncement(news.length === 1 ? printable(spoken(only)) : `${news.length} new messages`)
  }, [entries])
  return (
    <div className="visually-hidden" aria-live="polite" aria-atomic="true">
      {announcement}
    </div>
  )
}

function spoken({ author, text, isAction, to }: MessageEntry): string {
  const who = to ? `${author.nickname}, to you alone` : author.nickname
  return isAction ? `${who} ${text}` : `${who}: ${text}`
}
