/** A picture at rest, in the size in which it is shown. */
export interface StillPicture {
  readonly url: string
  /** In CSS pixels, as its height. */
  readonly width: number
  readonly height: number
}

/** In CSS pixels. */
const widest = 360
const highest = 240
/** On a dense screen, this many pixels are shown for one. */
const density = 2
/** What has more would take too much memory to unpack, however small its file is. */
const mostPixels = 40_000_000

/**
 * Unpacks a stranger's picture, which happens in this sandbox alone, and draws it anew: what moves stands still, and what is
 * kept is small. Null if it cannot be read or has too many pixels.
 */
export async function stillPicture(address: string): Promise<StillPicture | null> {
  const image = await loadImage(address)
  if (!image) return null
  const { naturalWidth, naturalHeight } = image
  const pixels = naturalWidth * naturalHeight
  if (pixels === 0 || pixels > mostPixels) return null
  const scale = Math.min(1, widest / naturalWidth, highest / naturalHeight)
  const width = Math.max(1, Math.round(naturalWidth * scale))
  const height = Math.max(1, Math.round(naturalHeight * scale))
  const canvas = document.createElement('canvas')
  canvas.width = Math.min(naturalWidth, width * density)
  canvas.height = Math.min(naturalHeight, height * density)
  const context = canvas.getContext('2d')
  if (!context) return null
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return { url: canvas.toDataURL('image/webp', 0.9), width, height }
}

/** Its size is known then; it is not unpacked before it is drawn. */
function loadImage(address: string): Promise<HTMLImageElement | null> {
  return new Promise((resolve) => {
    const image = new Image()
    image.addEventListener('load', () => resolve(image))
    image.addEventListener('error', () => resolve(null))
    image.src = address
  })
}
