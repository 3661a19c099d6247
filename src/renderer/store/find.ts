/** Words that are looked for in a conversation. */
export interface FindState {
  readonly roomId: string
  readonly words: string
  /** The message at which the person is. */
  readonly currentId: string | null
  /** How often it has been opened; each time, its field takes the focus. */
  readonly calls: number
  /** What had the focus before. */
  readonly focusedBefore: Element | null
}
