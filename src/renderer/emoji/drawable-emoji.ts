/** Which emoji this system can draw: the newest are in no font that is a few years old. */

/** Every font of emoji has it. */
const usual = '😀'
/** No font has it: what is drawn for it stands for everything that is missing. */
const missing = '\u{10FFFD}'
/** How high and wide the place is where they are tried, in pixels. */
const size = 16
/** So much wider than a usual one is what is drawn as several, because the font does not know them together. */
const mostWidth = 1.5

const known = new Map<string, boolean>()
let trial: Trial | null = null

interface Trial {
  readonly context: CanvasRenderingContext2D
  readonly usualWidth: number
  readonly missingPixels: Uint8ClampedArray
}

/** Whether an emoji is drawn here, as one picture. Where none can be tried, all are. */
export function isDrawable(emoji: string): boolean {
  const before = known.get(emoji)
  if (before !== undefined) return before
  const drawable = isDrawn((trial ??= newTrial()), emoji)
  known.set(emoji, drawable)
  return drawable
}

function isDrawn(trial: Trial | null, emoji: string): boolean {
  if (!trial) return true
  if (trial.context.measureText(emoji).width > mostWidth * trial.usualWidth) return false
  const drawn = pixels(trial.context, emoji)
  // Some fonts leave the place of what they do not have empty.
  return drawn.some((value) => value > 0) && drawn.some((value, index) => value !== trial.missingPixels[index])
}

function pixels(context: CanvasRenderingContext2D, text: string): Uint8ClampedArray {
  context.clearRect(0, 0, size, size)
  context.fillText(text, 0, 0)
  return context.getImageData(0, 0, size, size).data
}

function newTrial(): Trial | null {
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return null
  context.font = `${size}px ${getComputedStyle(document.body).fontFamily}`
  context.textBaseline = 'top'
  return { context, usualWidth: context.measureText(usual).width, missingPixels: pixels(context, missing) }
}
