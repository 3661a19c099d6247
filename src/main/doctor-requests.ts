/** The connection doctor, as the window asks for it: one examination at a time. */
import { parseAddress } from '../core/common/address.ts'
import type { DoctorStep } from '../core/common/doctor.ts'
import { failure, success } from '../core/common/result.ts'
import { probe } from '../core/node/doctor-probe.ts'
import type { RequestHandlers } from './ipc.ts'

/** @param tell hears all steps whenever one has changed */
export function doctorRequests(
  tell: (steps: readonly DoctorStep[]) => void,
): Pick<RequestHandlers, 'doctor.run' | 'doctor.cancel'> {
  let examination = new AbortController()
  return {
    'doctor.run': async ({ address: typed, joinFailure }) => {
      const address = parseAddress(typed)
      if (!address.ok) return failure({ code: 'bad-address', field: 'address', message: address.error })
      examination.abort()
      examination = new AbortController()
      const { signal } = examination
      const changed = (steps: readonly DoctorStep[]): void => {
        if (!signal.aborted) tell(steps)
      }
      try {
        return success(
          await probe(address.value, { signal, changed, ...(joinFailure !== undefined && { joinFailure }) }),
        )
      } catch (error) {
        if (!signal.aborted) throw error
        return failure({ code: 'cancelled', message: 'The check was cancelled.' })
      }
    },
    'doctor.cancel': () => {
      examination.abort()
      return success(null)
    },
  }
}
