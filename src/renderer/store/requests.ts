/** Asks the main process. */
import type { RequestAnswer, RequestError, RequestName, RequestPayload } from '../../core/common/ipc-contract.ts'
import { failure, type Result } from '../../core/common/result.ts'
import { useAppStore } from './app-store.ts'

/** True if it worked; otherwise says at the top of the window what went wrong. */
export async function ask<Name extends RequestName>(name: Name, payload: RequestPayload<Name>): Promise<boolean> {
  const answer = await request(name, payload)
  if (!answer.ok) useAppStore.setState({ problem: answer.error.message })
  return answer.ok
}

/** Even what nobody expected becomes an answer: a message that was not taken must go back to where it was typed. */
export async function request<Name extends RequestName>(
  name: Name,
  payload: RequestPayload<Name>,
): Promise<Result<RequestAnswer<Name>, RequestError>> {
  try {
    return await window.snug.request(name, payload)
  } catch {
    return failure({ code: 'unexpected', message: 'Snug could not do that. Try again, or restart it.' })
  }
}
