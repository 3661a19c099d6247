/** The keys that go from room to room. */

/** Where a key leads: to the room at a place in the sidebar, or to the nearest unread one in a direction. */
export type RoomTarget =
  { readonly kind: 'place'; readonly index: number } | { readonly kind: 'unread'; readonly step: 1 | -1 }

type Pressed = Pick<KeyboardEvent, 'code' | 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** What was asked for: Ctrl+1 to Ctrl+9 (⌘ on a Mac), Ctrl+Tab and Ctrl+Shift+Tab; null for any other key. */
export function roomTarget(pressed: Pressed, isMac: boolean): RoomTarget | null {
  const { code, key, ctrlKey, metaKey, altKey, shiftKey } = pressed
  if (altKey) return null
  if (key === 'Tab') return ctrlKey && !metaKey ? { kind: 'unread', step: shiftKey ? -1 : 1 } : null
  // The place of the key counts: on a French keyboard, digits need Shift.
  const digit = /^Digit(?<digit>[1-9])$/.exec(code)?.groups?.['digit']
  const modified = isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey
  return digit !== undefined && modified && !shiftKey ? { kind: 'place', index: Number(digit) - 1 } : null
}

interface Place {
  readonly id: string
  readonly unread: number
}

/** The room that a key leads to, or null if there is none. Without an unread room, the next one is it. */
export function roomAt(places: readonly Place[], activeId: string | null, target: RoomTarget): string | null {
  if (target.kind === 'place') return places[target.index]?.id ?? null
  const active = places.findIndex(({ id }) => id === activeId)
  if (active === -1) return places[0]?.id ?? null
  const after = [...places.slice(active + 1), ...places.slice(0, active)]
  const others = target.step === 1 ? after : after.toReversed()
  return (others.find(({ unread }) => unread > 0) ?? others[0])?.id ?? null
}
