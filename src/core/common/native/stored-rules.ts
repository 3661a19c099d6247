/** What a host has laid down for a room, as it lies beside the room's log. */
import { z } from 'zod'

const ban = z.object({
  id: z.string(),
  nickname: z.string(),
  at: z.number(),
  reason: z.string(),
  /** The person's id, which is made of their key; null for a classic client. */
  personId: z.string().nullable(),
  address: z.string().nullable(),
})

/** Each part stands for itself: one that cannot be understood falls back, and does not cost the others. */
const rulesSchema = z.object({
  /** Empty if nobody has named it. */
  name: z.string().catch(''),
  topic: z.string().catch(''),
  slowSeconds: z.number().nonnegative().catch(0),
  /** Classic clients are turned away. */
  nativeOnly: z.boolean().catch(false),
  bans: z.array(ban).catch([]),
  /** Who may read and not write, with the name that they had when they were muted. */
  muted: z.array(z.object({ personId: z.string(), nickname: z.string() })).catch([]),
})

export type Rules = z.infer<typeof rulesSchema>
export type LoggedBan = z.infer<typeof ban>

const noRules: Rules = { name: '', topic: '', slowSeconds: 0, nativeOnly: false, bans: [], muted: [] }

/** @param stored whatever was found; null if nothing was */
export function parseRules(stored: unknown): Rules {
  return { ...noRules, ...rulesSchema.safeParse(stored ?? {}).data }
}
