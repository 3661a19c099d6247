import { Check, Circle, CircleAlert, LoaderCircle, Minus, type LucideIcon } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { waitingSteps, type DoctorReport, type DoctorStep } from '../../core/common/doctor.ts'
import { Button } from '../components/button.tsx'
import { Modal } from '../components/modal.tsx'
import { closeDialog, openDialog } from '../store/actions.ts'
import type { DialogRequest } from '../store/app-store.ts'
import { ask, request as requestMain } from '../store/requests.ts'

type DoctorRequest = Extract<DialogRequest, { kind: 'doctor' }>

/** Shows on which step the way to a room stops, and the one thing to do about it. */
export function DoctorDialog({ request }: { request: DoctorRequest }): React.ReactNode {
  const { t } = useTranslation()
  const { steps, report, problem, run } = useDoctor(request)
  const close = (): void => {
    if (request.form) openDialog({ kind: 'join', address: request.address, ...request.form, atOnce: false })
    else closeDialog()
  }
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
        <Button onClick={run} aria-disabled={!report && problem === null}>
          {report || problem !== null ? t('doctor.again') : t('doctor.checking')}
        </Button>
        <Button variant="primary" onClick={close} data-first-focus>
          {t('doctor.close')}
        </Button>
      </div>
    </Modal>
  )
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
