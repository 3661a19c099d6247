import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright/test'
import { emulate } from './app.ts'

/** What axe finds wrong in a state of the window, in both themes. */
export async function violations(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await emulate(page, { colorScheme })
    await atRest(page)
    // Electron has no tabs: axe must not open one for its frames.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    found.push(...violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ html }) => html).join(' ')}`))
  }
  await emulate(page, { colorScheme: 'light' })
  return found
}

/** Waits until nothing is half there, nor has a colour on its way from one theme to the other. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const passing = (): Animation[] =>
      document
        .getAnimations()
        .filter(({ effect, playState }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity)
    // One that ends may begin others: what inherits a colour follows it later.
    for (let left = passing(); left.length > 0; left = passing())
      await Promise.allSettled(left.map(({ finished }) => finished))
  })
}
