/** An arrow key as if everything were read from left to right: where the other way is read, the one to the left goes on. Pure. */
export function inReadingOrder(key: string, direction: string): string {
  if (direction !== 'rtl') return key
  if (key === 'ArrowLeft') return 'ArrowRight'
  return key === 'ArrowRight' ? 'ArrowLeft' : key
}
