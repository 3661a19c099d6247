import { useLayoutEffect } from 'react'

/** What is around something that can take the focus itself, the nearest first. */
function homesOf(element: Element): HTMLElement[] {
  const homes: HTMLElement[] = []
  for (let around = element.parentElement; around; around = around.parentElement) {
    if (around.matches('[tabindex], dialog')) homes.push(around)
  }
  return homes
}

/** Where one is at home, whatever has gone: in the dialog that is open, in the composer, at the welcome. */
function goHome(homes: readonly HTMLElement[]): void {
  const dialog = [...document.querySelectorAll('dialog[open]')].at(-1) ?? null
  const near = homes.find((home) => home.isConnected && home.checkVisibility() && (!dialog || dialog.contains(home)))
  const first = dialog?.querySelector<HTMLElement>('[data-first-focus]') ?? dialog?.querySelector<HTMLElement>('button')
  const home = first ?? document.querySelector<HTMLElement>('[data-home]')
  if (near && near !== dialog) near.focus({ preventScroll: true })
  if (document.activeElement === document.body) home?.focus({ preventScroll: true })
}

/**
 * Leaves nobody nowhere who works by keyboard: when what has the focus goes away, and nothing else has taken it, the nearest
 * thing around it that is still there does.
 */
export function useKeptFocus(): void {
  useLayoutEffect(() => {
    let focused: Element | null = null
    let homes: readonly HTMLElement[] = []
    /** What had the focus before a dialog took it, and what is around that. */
    let outside: readonly HTMLElement[] = []
    const remember = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return
      focused = target
      const around = homesOf(target)
      if (!target.closest('dialog')) outside = [target, ...around]
      homes = [...around, ...outside]
    }
    const lookAfter = (): void => {
      if (!focused || focused.isConnected || document.activeElement !== document.body) return
      focused = null
      goHome(homes)
    }
    // Whoever clicks beside everything wants no focus. What was taken away is not connected by then.
    const forget = (): void =>
      queueMicrotask(() => {
        if (focused?.isConnected === true && document.activeElement === document.body) focused = null
      })
    const observer = new MutationObserver(lookAfter)
    observer.observe(document.body, { childList: true, subtree: true })
    window.addEventListener('focusin', remember)
    window.addEventListener('focusout', forget)
    return () => {
      observer.disconnect()
      window.removeEventListener('focusin', remember)
      window.removeEventListener('focusout', forget)
    }
  }, [])
}
