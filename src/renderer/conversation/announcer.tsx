import { useEffect, useRef, useState } from 'react'
import type { Entry, MessageEntry } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { messagesAfter } from './rows.ts'
import { t } from '../language.ts'

/** Reads new messages of others out to a screen reader, politely. History is not read out. */
export function Announcer({ entries }: { entries: readonly Entry[] }): React.ReactNode {
  const lastId = useRef(entries.at(-1)?.id ?? null)
  const [announcement, setAnnouncement] = useState('')
  useEffect(() => {
    const news = messagesAfter(entries, lastId.current)
    lastId.current = entries.at(-1)?.id ?? null
    const [only] = news
    if (only === undefined) return
    setAnnouncement(news.length === 1 ? printable(spoken(only)) : t('conversation.unread', { count: news.length }))
  }, [entries])
  return (
    <div className="visually-hidden" aria-live="polite" aria-atomic="true">
      {announcement}
    </div>
  )
}

function spoken({ author, text, isAction, to }: MessageEntry): string {
  const said = { name: author.nickname, text }
  if (to) return isAction ? t('conversation.spokenDirectAction', said) : t('conversation.spokenDirect', said)
  return isAction ? t('conversation.spokenAction', said) : t('conversation.spoken', said)
}
