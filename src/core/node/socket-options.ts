/** How every connection is set up, by whichever side: small writes leave at once, and a silent loss is noticed. */
export const socketOptions = {
  noDelay: true,
  keepAlive: true,
  /** Milliseconds of silence after which the system asks whether the other side is still there. */
  keepAliveInitialDelay: 30_000,
} as const
