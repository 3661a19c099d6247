/** The real app under a benchmark: how it is started, led into a room, and ended. */
import { _electron as electron, type ElectronApplication, type Page } from 'playwright'
import { root } from '../scripts/app-program.ts'
import { ensureBuilt } from '../scripts/build.ts'
import { drivenAppEnvironment } from '../scripts/driven-app.ts'
import { TemporaryFolder } from './filled-room.ts'

/** How long the app may take to quit. Milliseconds. */
const closeMs = 10_000

/** Builds the app if it has to be, and prepares this process for starting it. @throws Error in words if that is impossible */
export async function prepareApp(): Promise<void> {
  // Playwright itself reads them, too.
  Object.assign(process.env, await drivenAppEnvironment({ headed: false }))
  if (!ensureBuilt()) throw new Error('The app could not be built.')
}

/** A new app with data of its own, and its window. Dispose of it at the end (`await using`). */
export class DrivenApp implements AsyncDisposable {
  readonly page: Page
  readonly #app: ElectronApplication
  readonly #userData: TemporaryFolder

  private constructor(app: ElectronApplication, page: Page, userData: TemporaryFolder) {
    this.#app = app
    this.page = page
    this.#userData = userData
  }

  static async launch(): Promise<DrivenApp> {
    const userData = new TemporaryFolder()
    const env = { ...process.env, SNUG_USER_DATA: userData.path } as Record<string, string>
    const app = await electron.launch({ args: [root], cwd: root, env })
    return new DrivenApp(app, await app.firstWindow(), userData)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const child = this.#app.process()
    const timer = setTimeout(() => child.kill('SIGKILL'), closeMs)
    await this.#app.close()
    clearTimeout(timer)
    this.#userData[Symbol.dispose]()
  }
}

/**
 * Joins by the dialog, and answers the milliseconds from pressing Join until the newest message is on the screen: for a first
 * visit, what was said before is unfolded as soon as it is there.
 *
 * @param mark what the newest message begins with
 */
export async function timeJoin(page: Page, port: number, mark: string): Promise<number> {
  await page.getByRole('button', { name: 'Options for joining' }).click()
  const dialog = page.getByRole('dialog', { name: 'Join a room' })
  await dialog.getByLabel('Address').fill(`127.0.0.1:${port}`)
  await dialog.getByLabel('Your name').fill('Bo')
  await watch(page, mark)
  await dialog.getByRole('button', { name: 'Join', exact: true }).click()
  return await page.evaluate(() => (window as Watched).firstPaint)
}

type Watched = typeof globalThis & Window & { firstPaint: Promise<number> }

/** Lets the page measure by itself: from the click until the frame after the one that has the newest message in view. */
function watch(page: Page, mark: string): Promise<void> {
  return page.evaluate((mark) => {
    const isInView = (): boolean => {
      const messages = [...document.querySelectorAll('[role="log"] .message')]
      const box = messages.findLast(({ textContent }) => textContent.includes(mark))?.getBoundingClientRect()
      return box !== undefined && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight
    }
    const clicked = new Promise<number>((resolve) => {
      document.addEventListener('click', () => resolve(performance.now()), { capture: true, once: true })
    })
    const watched = window as Watched
    watched.firstPaint = clicked.then(
      (startedAt) =>
        new Promise((resolve) => {
          const look = (): void => {
            document.querySelector<HTMLButtonElement>('.before-button[aria-expanded="false"]')?.click()
            // What a frame begins with is painted when the next one begins.
            if (isInView()) requestAnimationFrame(() => resolve(performance.now() - startedAt))
            else requestAnimationFrame(look)
          }
          requestAnimationFrame(look)
        }),
    )
  }, mark)
}
