import type { NativeImage as ElectronNativeImage } from 'electron/common'
import type { PartOf } from './part-of.ts'

/** A picture that nobody sees: its bytes, as they were given. */
class NativeImage {
  readonly #bytes: Buffer

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  isEmpty = (): boolean => this.#bytes.length === 0
  toPNG = (): Buffer => this.#bytes
  toDataURL = (): string => `data:image/png;base64,${this.#bytes.toString('base64')}`
  setTemplateImage(): void {}
}

NativeImage.prototype satisfies PartOf<ElectronNativeImage>

export const nativeImage = {
  createEmpty: () => new NativeImage(Buffer.alloc(0)),
  createFromBuffer: (bytes: Buffer) => new NativeImage(bytes),
  createFromDataURL: (url: string) => new NativeImage(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
}
