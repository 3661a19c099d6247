/** Where the arrow keys lead among buttons that stand in several grids below each other. Pure. */

/**
 * The index of the next button; `null` if the key does nothing there, `'above'` from the first line upwards.
 *
 * @param sizes how many buttons each grid has
 * @param key in the order of reading, see `inReadingOrder`
 */
export function gridStep(
  sizes: readonly number[],
  columns: number,
  index: number,
  key: string,
): number | 'above' | null {
  const last = sizes.reduce((sum, size) => sum + size, 0) - 1
  if (key === 'ArrowLeft') return index > 0 ? index - 1 : null
  if (key === 'ArrowRight') return index < last ? index + 1 : null
  if (key === 'Home') return 0
  if (key === 'End') return last
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null
  const lines = linesOf(sizes, columns)
  const line = lines.findIndex(({ start, size }) => index >= start && index < start + size)
  const from = lines[line]
  const next = lines[key === 'ArrowUp' ? line - 1 : line + 1]
  if (!from || !next) return key === 'ArrowUp' ? 'above' : null
  return next.start + Math.min(index - from.start, next.size - 1)
}

function linesOf(sizes: readonly number[], columns: number): { readonly start: number; readonly size: number }[] {
  let start = 0
  return sizes.flatMap((size) => {
    const lines = Array.from({ length: Math.ceil(size / columns) }, (_, line) => ({
      start: start + line * columns,
      size: Math.min(columns, size - line * columns),
    }))
    start += size
    return lines
  })
}
