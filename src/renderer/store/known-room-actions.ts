/** What a person can do with the rooms that they know, open or not. */
import type { HostedBefore } from '../../core/common/ipc-contract.ts'
import { hostedKey } from '../../core/common/known-rooms.ts'
import { roomLink } from '../../core/common/room-link.ts'
import { movedTo, reordered } from './room-order.ts'
import { t } from '../language.ts'
import { closeDialog, copyText, enterRoom, hostRoom, openDialog, openJoinDialog, openRoom } from './actions.ts'
import { useAppStore } from './app-store.ts'
import { nothingComposed } from './composing.ts'
import { saveDraft } from './drafts.ts'
import { roomLists, type KnownBefore, type KnownRoom } from './known-rooms.ts'
import { updatePreferences } from './preference-actions.ts'
import { ask } from './requests.ts'

/** Shows the room; one that is not open is joined or hosted again. */
export function goToRoom(known: KnownRoom): void {
  switch (known.kind) {
    case 'open':
      return openRoom(known.room.id)
    case 'joined':
      return openJoinDialog(known.recent, true)
    case 'hosted':
      return void hostAgain(known.hosted)
  }
}

/** Opens the room as it was opened last. If that cannot be, the dialog says why. Answers whether it is open. */
export async function hostAgain(hosted: HostedBefore): Promise<boolean> {
  const key = hostedKey(hosted.name)
  if (useAppStore.getState().openingAgain.includes(key)) return false
  const { lastHostedAt: _, port, ...room } = hosted
  useAppStore.setState(({ openingAgain }) => ({ openingAgain: [...openingAgain, key] }))
  const error = enterRoom(await hostRoom({ ...room, port: String(port) }))
  useAppStore.setState(({ openingAgain }) => ({ openingAgain: openingAgain.filter((other) => other !== key) }))
  if (error) openDialog({ kind: 'host', error, before: hosted })
  return error === null
}

/** A favourite comes above the others, as the last of them. */
export function favour(key: string, isFavourite: boolean): void {
  const others = useAppStore.getState().preferences.rooms.favourites.filter((other) => other !== key)
  updatePreferences({ rooms: { favourites: isFavourite ? [...others, key] : others } })
}

/**
 * Brings a room to a place among the favourites, or among the other open rooms; which of both makes it a favourite, or not.
 * Answers the keys of that list. Rooms that nobody knows any more lose their place.
 */
export function moveRoom(key: string, list: 'favourites' | 'order', place: number): readonly string[] {
  const state = useAppStore.getState()
  const { favourites, open, before } = roomLists(state)
  const known = new Set([...favourites, ...open, ...before].map((room) => room.key))
  const keys = movedTo(
    (list === 'favourites' ? favourites : open).map((room) => room.key),
    key,
    place,
  )
  const { rooms } = state.preferences
  const order = reordered(
    rooms[list].filter((other) => known.has(other)),
    keys,
  )
  updatePreferences({
    rooms:
      list === 'favourites'
        ? { favourites: order }
        : { order, favourites: rooms.favourites.filter((other) => other !== key) },
  })
  return keys
}

/** Where others would reach the room; undefined if that is not known. */
export function addressOf(known: KnownRoom): string | undefined {
  if (known.kind === 'open') return known.room.addresses[0]
  return known.kind === 'joined' ? known.recent.address : undefined
}

export function copyAddress(address: string): Promise<void> {
  return copyAndSay(address)
}

export function copyInvitation(address: string, name: string): Promise<void> {
  return copyAndSay(roomLink(address, name))
}

async function copyAndSay(text: string): Promise<void> {
  if (await copyText(text)) useAppStore.setState({ confirmation: t('known.copied', { text }) })
}

/** The room is not offered any more, and what was begun to be written there is gone. */
export function forgetRoom(known: KnownBefore): void {
  closeDialog()
  const { favourites } = useAppStore.getState().preferences.rooms
  if (favourites.includes(known.key)) favour(known.key, false)
  saveDraft(localStorage, known.key, nothingComposed)
  if (known.kind === 'joined') void ask('recent.forget', { address: known.recent.address })
  else void ask('hosted.forget', { name: known.hosted.name })
}
