import { useTranslation } from 'react-i18next'
import { BrandMark } from '../components/brand-mark.tsx'
import { Button } from '../components/button.tsx'
import { Modal } from '../components/modal.tsx'
import { closeDialog } from '../store/actions.ts'
import { useAppStore } from '../store/app-store.ts'
import { ask } from '../store/requests.ts'
import { useAbout } from './use-about.ts'

const source = 'https://github.com/snug-chat/snug'

/** What runs here, and where it keeps what. */
export function AboutDialog(): React.ReactNode {
  const { t } = useTranslation()
  const { version, platform } = useAppStore((state) => state.program)
  const about = useAbout()
  return (
    <Modal title={t('about.title')} onClose={closeDialog}>
      <div className="about">
        <div className="about-head">
          <BrandMark size={44} />
          <p>{t('about.lead')}</p>
        </div>
        <dl className="about-facts">
          <Fact name={t('about.version')}>{version}</Fact>
          <Fact name="Electron">{about?.versions.electron}</Fact>
          <Fact name="Chromium">{about?.versions.chrome}</Fact>
          <Fact name="Node">{about?.versions.node}</Fact>
          <Fact name={t('about.platform')}>{about && `${platform} ${about.architecture}`}</Fact>
          <Fact name={t('about.data')}>{about?.folders.data}</Fact>
          <Fact name={t('about.logs')}>{about?.folders.logs}</Fact>
        </dl>
        <p className="form-note">{t('about.logsHint')}</p>
        <p className="settings-line">
          <Button data-first-focus onClick={() => void ask('app.open-folder', { which: 'data' })}>
            {t('about.openData')}
          </Button>
          <Button onClick={() => void ask('app.open-folder', { which: 'logs' })}>{t('about.openLogs')}</Button>
        </p>
        <p className="form-note">
          {t('about.licence')} ·{' '}
          <a href={source} target="_blank" rel="noreferrer">
            {t('about.source')}
          </a>
        </p>
      </div>
    </Modal>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }): React.ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
