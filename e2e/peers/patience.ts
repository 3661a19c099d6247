/**
 * How long a test waits for what must come, in milliseconds. It measures nothing: it only ends a test that hangs, with an
 * error that says what was waited for. On a machine of two cores with other work, seconds pass between a cause and its effect.
 */
export const patienceMs = 30_000
