import { Check, Circle, CircleAlert, LoaderCircle, Minus, type LucideIcon } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { waitingSteps, type DoctorReport, type DoctorStep, type FixCode } from '../../core/common/doctor.ts'
import { Button } from '../components/button.tsx'
import { Modal } from '../components/modal.tsx'
import { closeDialog, openDialog, reconnect } from '../store/actions.ts'
import type { DialogRequest } from '../store/app-store.ts'
import { ask, request as requestMain } from '../store/requests.ts'

type DoctorRequest = Extract<DialogRequest, { kind: 'doctor' }>

/** Shows on which step the way to a room stops, and the one thing to do about it. */
export function DoctorDialog({ request }: { request: DoctorRequest }): React.ReactNode {
  const { t } = useTranslation()
  const { steps, report, problem, run } = useDoctor(request)
  const isBusy = !report && problem === null
  const cure = report && cureFor(report.fix, request)
  const close = (): void => goBack(request)
  return (
    <Modal title={t('doctor.title')} onClose={close}>
      <div className="modal-text doctor">
        <p className="doctor-address" dir="auto">
          {request.address}
        </p>
        <ol className="doctor-steps">
          {steps.map((step) => (
            <StepLine key={step.name} step={step} />
          ))}
        </ol>
        <output className="doctor-fix">
          {report && (
            <>
              <strong>{t('doctor.advice')}</strong>
              <span>{t(`doctor.fix.${report.fix}`)}</span>
            </>
          )}
          {problem}
        </output>
      </div>
      <div className="modal-actions">
        <Button onClick={close}>{t('doctor.close')}</Button>
        {cure && <Button onClick={run}>{t('doctor.again')}</Button>}
        {/* One button for all of it, so that the focus stays where it is. */}
        <Button variant="primary" onClick={cure ? cure.act : run} aria-disabled={isBusy} data-first-focus>
          {isBusy ? t('doctor.checking') : cure ? t(cure.words) : t('doctor.again')}
        </Button>
      </div>
    </Modal>
  )
}

/** To what was typed, if something was. */
function goBack({ address, from }: DoctorRequest, atOnce = false): void {
  if (from.kind === 'room') return closeDialog()
  const { nickname, asciiOnly } = from
  openDialog({ kind: 'join', address, nickname, asciiOnly, atOnce })
}

interface Cure {
  readonly words: 'connection.tryNow' | 'welcome.joinNow' | 'doctor.changeAddress'
  readonly act: () => void
}

/** What can be done from here about what was found; null if nothing can but to check again. */
function cureFor(fix: FixCode, request: DoctorRequest): Cure | null {
  const { from } = request
  if (from.kind === 'room') {
    const again = (): void => {
      closeDialog()
      reconnect(from.roomId)
    }
    return fix === 'join' ? { words: 'connection.tryNow', act: again } : null
  }
  // Everything else is done by somebody else, or elsewhere.
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check
  switch (fix) {
    case 'join':
      return { words: 'welcome.joinNow', act: () => goBack(request, true) }
    case 'spelling':
    case 'open-room-here':
    case 'self-assigned':
    case 'no-room':
    case 'web-server':
    case 'encrypted-server':
    case 'ssh-server':
      return { words: 'doctor.changeAddress', act: () => goBack(request) }
    default:
      return null
  }
}

const icons: Readonly<Record<DoctorStep['state'], LucideIcon>> = {
  waiting: Circle,
  running: LoaderCircle,
  ok: Check,
  failed: CircleAlert,
  skipped: Minus,
}

function StepLine({ step }: { step: DoctorStep }): React.ReactNode {
  const { t } = useTranslation()
  const { name, state, ms, found } = step
  const Icon = icons[state]
  return (
    <li className={`doctor-step doctor-${state}`} data-step={name} data-state={state}>
      <Icon aria-hidden="true" />
      <div>
        <p>
          <span className="doctor-name">{t(`doctor.step.${name}`)}</span>
          <span className="doctor-state">
            {t(`doctor.state.${state}`)}
            {ms !== null && state !== 'skipped' && ` · ${t('doctor.took', { ms })}`}
          </span>
        </p>
        {found && <small dir="auto">{t(`doctor.found.${found.code}`, { replace: found.values })}</small>}
      </div>
    </li>
  )
}

interface Doctor {
  readonly steps: readonly DoctorStep[]
  readonly report: DoctorReport | null
  /** Why there is no report, in a sentence. */
  readonly problem: string | null
  readonly run: () => void
}

/** Examines the way as soon as it is shown; given up when the dialog goes away. */
function useDoctor({ address, joinFailure }: DoctorRequest): Doctor {
  const [steps, setSteps] = useState(waitingSteps)
  const [report, setReport] = useState<DoctorReport | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const isRunning = useRef(false)

  const run = useCallback((): void => {
    if (isRunning.current) return
    isRunning.current = true
    setReport(null)
    setProblem(null)
    void requestMain('doctor.run', { address, ...(joinFailure !== undefined && { joinFailure }) }).then((answer) => {
      isRunning.current = false
      if (!answer.ok) return setProblem(answer.error.message)
      setSteps(answer.value.steps)
      setReport(answer.value)
    })
  }, [address, joinFailure])

  useEffect(() => {
    const unsubscribe = window.snug.subscribe((event) => {
      if (event.type === 'doctor.changed') setSteps(event.steps)
    })
    run()
    return () => {
      unsubscribe()
      void ask('doctor.cancel', {})
    }
  }, [run])
  return { steps, report, problem, run }
}
