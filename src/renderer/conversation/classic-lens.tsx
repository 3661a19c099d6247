import { Glasses } from 'lucide-react'
import { useEffect, useState } from 'react'
import { defaultLimits } from '../../core/common/limits.ts'
import type { RoomState } from '../../core/common/room.ts'
import { t } from '../language.ts'
import type { Composing } from '../store/composing.ts'
import { classicView, concernsClassic, type ClassicView } from './classic-view.ts'

/** How long the keys have to rest before the text is folded, in milliseconds. */
const pauseMs = 250

interface ClassicLensProps {
  room: RoomState
  composing: Composing
}

/** What classic clients will get of what is being written; nothing if it is the same. */
export function ClassicLens({ room, composing }: ClassicLensProps): React.ReactNode {
  const view = useClassicView(room.self.nickname, concernsClassic(room, composing) ? composing.draft : '')
  if (!view) return null
  return (
    <p className="classic-lens" title={t('lens.why')}>
      <Glasses aria-hidden="true" />
      <span>{t('lens.sees')}</span>
      <bdi>{view.text}</bdi>
      {view.messages > 1 && <span className="classic-lens-parts">{t('lens.parts', { count: view.messages })}</span>}
    </p>
  )
}

/** The table for folding is large, and loaded with the first need for it. */
function useClassicView(nickname: string, draft: string): ClassicView | null {
  const [view, setView] = useState<ClassicView | null>(null)
  const isWanted = draft.trim() !== ''
  useEffect(() => {
    if (!isWanted) return undefined
    let isCurrent = true
    const timer = setTimeout(async () => {
      const { encodeClassicMessage } = await import('../../core/common/classic/message-encoder.ts')
      const options = { asciiOnly: true, maxBytes: defaultLimits.classicMessageBytes }
      if (isCurrent) setView(classicView(draft, encodeClassicMessage(nickname, draft, options)))
    }, pauseMs)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [nickname, draft, isWanted])
  return isWanted ? view : null
}
