import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import type { RoomState } from '../../core/common/room.ts'
import { CopyButton } from './copy-button.tsx'
import { t } from '../language.ts'

/** The address to hand out, and the others behind it if there are several. */
export function RoomAddresses({ addresses, name }: Pick<RoomState, 'addresses' | 'name'>): React.ReactNode {
  const id = useId()
  const [first, ...others] = addresses
  if (first === undefined) return null
  return (
    <div className="room-addresses">
      {first !== name && <span className="address">{first}</span>}
      <CopyButton text={first} />
      {others.length > 0 && (
        <>
          <button type="button" className="button button-quiet button-small" popoverTarget={id}>
            {t('room.moreAddresses', { count: others.length })}
            <ChevronDown aria-hidden="true" />
          </button>
          <div id={id} popover="auto" className="popover">
            <h2>{t('room.everyAddress')}</h2>
            <ul>
              {addresses.map((address) => (
                <li key={address}>
                  <span className="address">{address}</span>
                  <CopyButton text={address} />
                </li>
              ))}
            </ul>
          </div>
        </>
      )}
    </div>
  )
}
