/** The emoji under a message. */
import type { MessageEntry, NamedPerson, Reaction } from './room.ts'

/** The most reactions, of all people and emoji together, that one message takes; so that it fits into a frame. */
export const mostReactions = 100

const singleEmoji = /^\p{RGI_Emoji}$/v

/** Whether a text is one emoji and nothing else. */
export function isEmoji(text: string): boolean {
  return singleEmoji.test(text)
}

/** How many reactions there are, of all people and emoji together. */
export function countReactions(reactions: readonly Reaction[]): number {
  return reactions.reduce((sum, { people }) => sum + people.length, 0)
}

/** The first of them, as many as one message takes. */
export function mostTaken(reactions: readonly Reaction[]): { emoji: string; people: NamedPerson[] }[] {
  let room = mostReactions
  return reactions.flatMap(({ emoji, people }) => {
    const taken = people.slice(0, room)
    room -= taken.length
    return taken.length > 0 ? [{ emoji, people: taken }] : []
  })
}

/**
 * The reactions after somebody has put an emoji there or taken it away, unless there are as many as a message takes. Emoji stay
 * in the order in which they came.
 */
export function reactionsAfter(
  reactions: readonly Reaction[],
  emoji: string,
  person: NamedPerson,
  on: boolean,
): readonly Reaction[] {
  // No room has more, so only a host that means us ill says so.
  if (on && countReactions(reactions) >= mostReactions) return reactions
  const known = reactions.find((reaction) => reaction.emoji === emoji)
  if (!known) return on ? [...reactions, { emoji, people: [person] }] : reactions
  const others = known.people.filter(({ personId }) => personId !== person.personId)
  const people = on ? [...others, person] : others
  if (people.length === 0) return reactions.filter((reaction) => reaction !== known)
  return reactions.map((reaction) => (reaction === known ? { emoji, people } : reaction))
}

/** The reactions to a message as they are once all that the person has asked for is in the room. */
export function reactionsSoon(
  { reactions = [], pendingReactions = [] }: Pick<MessageEntry, 'reactions' | 'pendingReactions'>,
  self: NamedPerson,
): readonly Reaction[] {
  return pendingReactions.reduce((soon, { emoji, on }) => reactionsAfter(soon, emoji, self, on), reactions)
}
