import { createContext, useContext } from 'react'
import { colourIn, noColours } from '../store/colours.ts'
import { initials } from '../view/identity.ts'

/** Who has which colour in the room that is shown around here. */
export const RoomColours = createContext(noColours)

/** A person's initials on their colour. Decoration: the name always stands beside it. */
export function Avatar({ nickname, small = false }: { nickname: string; small?: boolean }): React.ReactNode {
  const colours = useContext(RoomColours)
  return (
    <span
      className={small ? 'avatar avatar-small' : 'avatar'}
      data-identity={colourIn(colours, nickname)}
      aria-hidden="true"
    >
      {initials(nickname)}
    </span>
  )
}
