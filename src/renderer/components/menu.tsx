import type { LucideIcon } from 'lucide-react'
import { useId, useLayoutEffect, useRef, useState, type ComponentProps, type RefObject } from 'react'
import { entryAfter } from './menu-keys.ts'

export interface MenuEntry {
  readonly label: string
  readonly Icon: LucideIcon
  readonly act: () => void
  /** Stands apart from what is above it, and in red: it takes something away. */
  readonly isGrave?: boolean
  /** The keys that do the same. */
  readonly keys?: string
  /** Other words that find it in the switcher. */
  readonly also?: string
}

/** Entries in groups, which a line parts. */
export type MenuGroups = readonly (readonly MenuEntry[])[]

interface MenuButtonProps extends Omit<ComponentProps<'button'>, 'popoverTarget'> {
  /** What the menu is about. */
  menuLabel: string
  groups: MenuGroups
  /** The menu is open, or closed again. */
  onMenuToggle?: (isOpen: boolean) => void
  /** For something else that opens the same menu, with {@link openMenu}. */
  menuRef?: RefObject<HTMLDivElement | null>
}

/** Opens a menu for what an event is about, which has the focus again in the end. */
export function openMenu(menu: HTMLElement | null, event: React.SyntheticEvent<HTMLElement>): void {
  event.preventDefault()
  // The right mouse button does not focus everywhere.
  event.currentTarget.focus()
  if (menu?.matches(':popover-open') === false) menu.showPopover({ source: event.currentTarget })
}

/** Whether a key asks for the context menu. */
export function isMenuKey({ key, shiftKey }: React.KeyboardEvent): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey)
}

/**
 * A button with a menu. A click, Enter, Space, the arrow down, the context menu key and the right mouse button open it; the
 * focus moves by arrows inside, and comes back to the button in the end.
 */
export function MenuButton(props: MenuButtonProps): React.ReactNode {
  const { menuLabel, groups, className, onMenuToggle, menuRef, ...rest } = props
  const id = useId()
  const ownRef = useRef<HTMLDivElement>(null)
  const menu = menuRef ?? ownRef
  const [isOpen, setOpen] = useState(false)
  // It has the focus at once, so that no key is lost until the first entry has it. React does not write this attribute.
  useLayoutEffect(() => menu.current?.setAttribute('autofocus', ''), [menu])

  return (
    <>
      <button
        type="button"
        {...rest}
        className={className}
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onContextMenu={(event) => openMenu(menu.current, event)}
        onKeyDown={(event) => (isMenuKey(event) || event.key === 'ArrowDown') && openMenu(menu.current, event)}
      />
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        className="popover menu"
        aria-label={menuLabel}
        onBeforeToggle={({ newState }) => newState === 'open' && setOpen(true)}
        onToggle={({ newState, currentTarget }) => {
          onMenuToggle?.(newState === 'open')
          // Only now: the browser gives the focus back only from an entry that is still there.
          if (newState === 'closed') setOpen(false)
          else if (document.activeElement === currentTarget) entriesIn(currentTarget)[0]?.focus()
        }}
        onKeyDown={moveFocus}
      >
        {isOpen &&
          groups.map((entries, index) => <MenuGroup key={groupKey(entries)} entries={entries} index={index} />)}
      </div>
    </>
  )
}

function MenuGroup({ entries, index }: { entries: readonly MenuEntry[]; index: number }): React.ReactNode {
  return (
    <>
      {index > 0 && <hr />}
      {entries.map(({ label, Icon, act, isGrave = false, keys }) => (
        <button
          key={label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={isGrave ? 'menu-entry menu-entry-grave' : 'menu-entry'}
          onClick={(event) => {
            // First, so that whatever opens next finds the focus on the button and gives it back there.
            event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
            act()
          }}
          onPointerEnter={({ currentTarget }) => currentTarget.focus({ preventScroll: true })}
        >
          <Icon aria-hidden="true" />
          <span className="menu-entry-label">{label}</span>
          {keys !== undefined && <kbd aria-hidden="true">{keys}</kbd>}
        </button>
      ))}
    </>
  )
}

function groupKey(entries: readonly MenuEntry[]): string {
  return entries.map(({ label }) => label).join()
}

function entriesIn(menu: Element): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')]
}

function moveFocus(event: React.KeyboardEvent<HTMLElement>): void {
  const { currentTarget: menu, key } = event
  if (key === 'Tab') {
    event.preventDefault()
    menu.hidePopover()
    return
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const entries = entriesIn(menu)
  const from = entries.findIndex((entry) => entry === document.activeElement)
  const next = entryAfter(
    key,
    from,
    entries.map(({ textContent }) => textContent),
  )
  if (next === null) return
  event.preventDefault()
  entries[next]?.focus()
}
