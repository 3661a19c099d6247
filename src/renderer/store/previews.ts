/** Previews of links, as far as somebody has asked for them. */
import type { LinkPreview } from '../../core/common/ipc-contract.ts'
import type { StillPicture } from '../view/still-picture.ts'

export type ShownPreview = Omit<LinkPreview, 'picture'> & { readonly picture: StillPicture | null }

/** What has become of asking for the preview of an address. */
export type PreviewState = { readonly href: string } & (
  | { readonly state: 'loading' }
  | { readonly state: 'shown'; readonly preview: ShownPreview }
  /** Why there is none, in words; and whether it can be another time. */
  | { readonly state: 'failed'; readonly reason: string; readonly isFinal: boolean }
)
