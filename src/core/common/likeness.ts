import type { Person } from './room.ts'

/** Whose name somebody's could be taken for, to be spread into what tells of them: absent where there is nobody. */
export function likenessOf({ looksLike }: Pick<Person, 'looksLike'>): Pick<Person, 'looksLike'> {
  return looksLike === undefined ? {} : { looksLike }
}
