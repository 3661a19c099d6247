/** Those who were in a room when something was said: whose programs say that they have it, and whose cannot. */
import type { StoredAudience } from './stored-receipts.ts'

/** Of messages that went to more people, nothing is stored: they would be as many names for each who comes or goes. */
const mostStoredPeople = 200

/** Somebody who is in the room. */
export interface Recipient {
  readonly id: string
  readonly nickname: string
  /** Whether their program says what it has received. */
  readonly confirms: boolean
}

/** Who was there when messages were committed; shared by all messages until somebody comes or goes. */
export interface Audience {
  /** Nicknames by id. */
  readonly confirming: ReadonlyMap<string, string>
  readonly cannotConfirm: ReadonlyMap<string, string>
  /** The numbers of the first and of the last message that was committed while they were here; 0 before that. */
  firstSeq: number
  lastSeq: number
}

/** Of some people, those who are not known left out; of no message yet. */
export function audienceOf(...people: readonly (Recipient | undefined)[]): Audience {
  const present = people.filter((person) => person !== undefined)
  const names = (wanted: boolean): ReadonlyMap<string, string> =>
    new Map(present.filter(({ confirms }) => confirms === wanted).map(({ id, nickname }) => [id, nickname]))
  return { confirming: names(true), cannotConfirm: names(false), firstSeq: 0, lastSeq: 0 }
}

/** Whether it is small enough to be stored. */
export function isStored({ confirming, cannotConfirm }: Audience): boolean {
  return confirming.size + cannotConfirm.size <= mostStoredPeople
}

function peopleIn({ confirming, cannotConfirm }: Audience): readonly Recipient[] {
  const recipients = (people: ReadonlyMap<string, string>, confirms: boolean): Recipient[] =>
    [...people].map(([id, nickname]) => ({ id, nickname, confirms }))
  return [...recipients(confirming, true), ...recipients(cannotConfirm, false)]
}

export function personIn(audience: Audience, personId: string): Recipient | undefined {
  return peopleIn(audience).find(({ id }) => id === personId)
}

/** As it lies beside the room's log. */
export function storedAudience(audience: Audience): StoredAudience {
  const { firstSeq, lastSeq } = audience
  const people = peopleIn(audience).map(({ id, nickname, confirms }) => [id, nickname, confirms] as const)
  return { firstSeq, lastSeq, people }
}

export function audienceOfStored({ firstSeq, lastSeq, people }: StoredAudience): Audience {
  const recipients = people.map(([id, nickname, confirms]) => ({ id, nickname, confirms }))
  return { ...audienceOf(...recipients), firstSeq, lastSeq }
}
