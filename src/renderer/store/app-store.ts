/** The one store of the window. */
import { create } from 'zustand'
import type { RequestError } from '../../core/common/ipc-contract.ts'
import type { NamedPerson } from '../../core/common/room.ts'
import type { AppData } from './app-data.ts'
import { noSearch, type SearchState } from './search.ts'

/** A dialog and what it is filled with at first. */
export type DialogRequest =
  | { readonly kind: 'host'; readonly error?: RequestError }
  | {
      readonly kind: 'join'
      readonly address: string
      readonly nickname: string
      readonly asciiOnly: boolean
      /** Joins without waiting for the button. */
      readonly atOnce: boolean
    }
  | { readonly kind: 'close-room' | 'leave-room'; readonly roomId: string }
  | { readonly kind: 'topic' | 'rename' | 'room-settings'; readonly roomId: string }
  | { readonly kind: 'away' }
  | { readonly kind: 'ban'; readonly roomId: string; readonly personId: string }
  /** What is looked for is in `search`. */
  | { readonly kind: 'search' }

export interface AppStore extends AppData {
  readonly status: 'loading' | 'ready'
  readonly dialog: DialogRequest | null
  /** How often a dialog has been opened; each time, it begins anew. */
  readonly dialogsOpened: number
  /** The address of a link that was opened over a dialog. It gets its own once that is closed. */
  readonly waitingLink: string | null
  /** A panel that lies over the conversation in a narrow window. */
  readonly drawer: 'rooms' | 'people' | null
  /** The people panel of a wide window. */
  readonly peopleShown: boolean
  /** How often a room has been entered; each time, its composer begins anew and takes the focus. */
  readonly timesEntered: number
  /** Something failed that belongs to no field and no message: what happened, in words. */
  readonly problem: string | null
  /** Something worked that cannot be seen otherwise. */
  readonly confirmation: string | null
  /** Whom alone the next message is for. */
  readonly writingTo: { readonly roomId: string; readonly person: NamedPerson } | null
  /** The message to be shown where it was said. */
  readonly jumpTarget: { readonly roomId: string; readonly messageId: string } | null
  readonly search: SearchState
}

export const useAppStore = create<AppStore>(() => ({
  status: 'loading',
  profile: { nickname: '', recents: [] },
  rooms: [],
  activeRoomId: null,
  windowFocused: document.hasFocus(),
  atEnd: false,
  dialog: null,
  dialogsOpened: 0,
  waitingLink: null,
  drawer: null,
  peopleShown: true,
  timesEntered: 0,
  problem: null,
  confirmation: null,
  writingTo: null,
  jumpTarget: null,
  search: noSearch,
}))
