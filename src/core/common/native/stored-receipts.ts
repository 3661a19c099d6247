/** Who has what, as it lies beside the room's log: who was there when something was said, and how far each of them has come. */

/** Those who were in the room while some messages were committed. */
export interface StoredAudience {
  /** The numbers of the first and of the last of these messages. */
  readonly firstSeq: number
  readonly lastSeq: number
  /** Id, nickname, and whether their program says what it has received. */
  readonly people: readonly (readonly [id: string, nickname: string, confirms: boolean])[]
}

export interface StoredReceipts {
  /** Oldest first. */
  readonly audiences: readonly StoredAudience[]
  /** Up to which number each person has everything. */
  readonly received: readonly (readonly [personId: string, seq: number])[]
}

/** What is to be stored anew. */
export interface ReceiptChanges extends StoredReceipts {
  /** Audiences of nothing but what is before this number are not needed any more. */
  readonly oldestSeq: number
  /** Nor is how far these people have come. */
  readonly forgotten: readonly string[]
}

export const noReceipts: StoredReceipts = { audiences: [], received: [] }
