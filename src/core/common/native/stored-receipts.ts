/** Who has what, as it lies beside the room's log: who was there when something was said, and how far each of them has come. */
import { z } from 'zod'
import { id, nickname, seq } from './log-event.ts'

/** Those who were in the room while some messages were committed. */
const storedAudience = z
  .object({
    /** The numbers of the first and of the last of these messages. */
    firstSeq: seq,
    lastSeq: seq,
    /** Id, nickname, and whether their program says what it has received. */
    people: z.array(z.tuple([id, nickname, z.boolean()]).readonly()).readonly(),
  })
  .readonly()

/** A person, and up to which number they have everything. */
const storedReader = z.tuple([id, seq]).readonly()

export type StoredAudience = z.infer<typeof storedAudience>

export interface StoredReceipts {
  /** Oldest first. */
  readonly audiences: readonly StoredAudience[]
  readonly received: readonly z.infer<typeof storedReader>[]
}

/** What is to be stored anew. */
export interface ReceiptChanges extends StoredReceipts {
  /** Audiences of nothing but what is before this number are not needed any more. */
  readonly oldestSeq: number
  /** Nor is how far these people have come. */
  readonly forgotten: readonly string[]
}

export const noReceipts: StoredReceipts = { audiences: [], received: [] }

/** What can be understood of what was found: an audience or a reader that cannot be does not cost the others. */
export function parseReceipts(audiences: readonly unknown[], received: readonly unknown[]): StoredReceipts {
  return {
    audiences: audiences.flatMap((audience) => storedAudience.safeParse(audience).data ?? []),
    received: received.map((reader) => storedReader.safeParse(reader).data).filter((reader) => reader !== undefined),
  }
}
