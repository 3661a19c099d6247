/**
 * The value below which that share of the values lies, rounded to hundredths.
 *
 * @param sorted in ascending order
 */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return hundredths(value)
}

export function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}
