import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card } from '../../../ui/page/card.tsx'
import { PageHeader } from '../../../ui/page/page-header.tsx'
import { type FilePreview, previewFile } from './file-preview.ts'
import css from './import.module.css'
import { ImportHistory } from './import-history.tsx'
import { ImportOptions } from './import-options.tsx'
import { PickFile } from './pick-file.tsx'

/** Bringing in what is already there: choose a file, say what its rows are, watch it arrive. */
export function ImportPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<{ file: File; preview?: FilePreview }>()
  return (
    <div className={css.page}>
      <PageHeader title={t('imports.title')} note={t('imports.note')} />
      <Card>
        {chosen ? (
          <ImportOptions
            key={`${chosen.file.name} ${chosen.file.lastModified}`}
            file={chosen.file}
            preview={chosen.preview}
            onBack={() => setChosen(undefined)}
            onStarted={(importId) => navigate({ to: '/imports/$importId', params: { importId } })}
          />
        ) : (
          <PickFile onPick={async (file) => setChosen({ file, preview: await previewFile(file) })} />
        )}
      </Card>
      <ImportHistory />
    </div>
  )
}
