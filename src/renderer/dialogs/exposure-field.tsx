import { TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Exposure, Role } from '../../core/common/room.ts'
import type { FormFault } from '../components/text-field.tsx'
import { t } from '../language.ts'
import { expose } from '../store/room-actions.ts'
import { ExposureChoice } from './exposure-choice.tsx'

export type HostRole = Extract<Role, { kind: 'host' }>

/** Who is to reach a room that is open. */
export interface ExposureWish {
  readonly exposure: Exposure
  /** How many people that would cut off, if it has been asked about; the next {@link send} does it. */
  readonly cut: number
  readonly choose: (exposure: Exposure) => void
  /** Answers why it is not done, or not yet. */
  readonly send: () => Promise<FormFault | null>
}

/** @param before who can reach it now */
export function useExposureWish(roomId: string, before: Exposure): ExposureWish {
  const [exposure, setExposure] = useState(before)
  const [cut, setCut] = useState(0)
  const choose = (chosen: Exposure): void => {
    setExposure(chosen)
    setCut(0)
  }
  const send = async (): Promise<FormFault | null> => {
    if (exposure === before) return null
    const answer = await expose(roomId, exposure, cut > 0)
    setCut(answer.ok && !answer.value.isDone ? answer.value.cut : 0)
    if (!answer.ok) return answer.error
    return answer.value.isDone ? null : { field: 'exposure', message: cutWords(answer.value.cut) }
  }
  return { exposure, cut, choose, send }
}

/** Who can reach the room, and what becomes of those who could not any more. */
export function ExposureField({ wish, isFirst }: { wish: ExposureWish; isFirst: boolean }): React.ReactNode {
  const { exposure, cut, choose } = wish
  const question = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (cut > 0) question.current?.scrollIntoView({ block: 'nearest' })
  }, [cut])
  return (
    <div>
      <ExposureChoice value={exposure} onChange={choose} isFirst={isFirst} />
      <div className="field-error" role="alert" ref={question}>
        {cut > 0 && (
          <p>
            <TriangleAlert aria-hidden="true" />
            <span>{cutWords(cut)}</span>
          </p>
        )}
      </div>
    </div>
  )
}

function cutWords(cut: number): string {
  return t('roomSettings.wouldCut', { count: cut })
}
