import { identityColour, initials } from '../view/identity.ts'

/** A person's initials on their colour. Decoration: the name always stands beside it. */
export function Avatar({ nickname, small = false }: { nickname: string; small?: boolean }): React.ReactNode {
  return (
    <span
      className={small ? 'avatar avatar-small' : 'avatar'}
      data-identity={identityColour(nickname)}
      aria-hidden="true"
    >
      {initials(nickname)}
    </span>
  )
}
