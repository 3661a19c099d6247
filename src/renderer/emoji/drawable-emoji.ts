/** Which emoji this system can draw: the newest are in no font that is a few years old, and Windows has no flags. */

/** Every font of emoji has it. */
const usual = '😀'
/** How high and wide the place is where they are tried, in pixels. */
const size = 16
/** So much wider than a usual one is what is drawn as several, because the font does not know them together. */
const mostWidth = 1.5

const known = new Map<string, boolean>()
let canvas: CanvasRenderingContext2D | null = null

/** Whether an emoji shows as one picture here. Where not even the usual one does, nothing can be told, and all pass. */
export function isDrawable(emoji: string): boolean {
  const before = known.get(emoji)
  if (before !== undefined) return before
  const drawable = !isPicture(usual) || isPicture(emoji)
  known.set(emoji, drawable)
  return drawable
}

/** A picture has its own colours; the sign for what a font does not have is drawn as text is, or not at all. */
function isPicture(emoji: string): boolean {
  const context = (canvas ??= newCanvas())
  if (!context || context.measureText(emoji).width > mostWidth * context.measureText(usual).width) return false
  const [red, blue] = ['#f00', '#00f'].map((colour) => pixels(context, emoji, colour))
  return red?.some((value) => value > 0) === true && red.every((value, index) => value === blue?.[index])
}

function pixels(context: CanvasRenderingContext2D, emoji: string, colour: string): Uint8ClampedArray {
  context.clearRect(0, 0, size, size)
  context.fillStyle = colour
  context.fillText(emoji, 0, 0)
  return context.getImageData(0, 0, size, size).data
}

function newCanvas(): CanvasRenderingContext2D | null {
  const element = document.createElement('canvas')
  element.width = size
  element.height = size
  const context = element.getContext('2d', { willReadFrequently: true })
  if (!context) return null
  context.font = `${size}px ${getComputedStyle(document.body).fontFamily}`
  context.textBaseline = 'top'
  return context
}
