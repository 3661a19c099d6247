/** The only file that touches ipcMain: checks who asks, parses what they ask, and turns every failure into a `Result`. */
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron/main'
import { eventChannel, requestChannel } from '../core/common/ipc-channels.ts'
import type { AppEvent, RequestAnswer, RequestError, RequestName, RequestPayload } from '../core/common/ipc-contract.ts'
import { requestSchemas } from '../core/common/ipc-requests.ts'
import { failure, type Result } from '../core/common/result.ts'
import { appOrigin } from './app-page.ts'
import type { LogFile } from './log-file.ts'
import { unforeseen } from './unforeseen.ts'

/** One function for each request of the contract. */
export type RequestHandlers = {
  readonly [Name in RequestName]: (
    payload: RequestPayload<Name>,
  ) => Result<RequestAnswer<Name>, RequestError> | Promise<Result<RequestAnswer<Name>, RequestError>>
}

type AnyHandler = (payload: unknown) => Promise<Result<unknown, RequestError>>

/**
 * Answers the window's requests.
 *
 * A request from any frame but the app's own page is refused, and so is a payload that does not fit its schema. An
 * exception in a handler is written to the log and answered as an error in words, and so is what the system calls a failure.
 */
export function answerRequests(handlers: RequestHandlers, log: LogFile): void {
  ipcMain.handle(requestChannel, async (event, name: unknown, payload: unknown) => {
    if (!isOwnPage(event)) return refuse('This page may not talk to Snug.')
    if (typeof name !== 'string' || !isRequestName(name)) return refuse('Snug does not know this request.')
    const parsed = requestSchemas[name].safeParse(payload)
    if (!parsed.success) return refuse(`The request ${name} is malformed.`)
    try {
      const answer = await (handlers[name] as AnyHandler)(parsed.data)
      if (!answer.ok && answer.error.systemCode !== undefined) log.write(`${name}: ${answer.error.systemCode}`)
      return answer
    } catch (error) {
      console.error(error)
      log.writeError(error)
      return failure({ code: 'internal', message: unforeseen })
    }
  })
}

/** Sends events to the window while it exists. */
export function createPublisher(currentWindow: () => BrowserWindow | null): (event: AppEvent) => void {
  return (event) => {
    const window = currentWindow()
    if (window && !window.isDestroyed()) window.webContents.send(eventChannel, event)
  }
}

function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requestSchemas, name)
}

function isOwnPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && senderFrame.origin === appOrigin
}

function refuse(message: string): Result<never, RequestError> {
  return failure({ code: 'bad-request', message })
}
