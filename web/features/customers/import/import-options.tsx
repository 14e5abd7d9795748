import { IMPORT_KINDS } from '@shuke/contract/customers/import.ts'
import { Button, Checkbox, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '../../../lib/api/use-problem-text.ts'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { ScrollRegion } from '../../../ui/page/scroll-region.tsx'
import { type FilePreview, guessKind, type ImportKind } from './file-preview.ts'
import css from './import.module.css'
import { type Upload, useUpload } from './use-imports.ts'

interface Props {
  file: File
  preview?: FilePreview
  onBack: () => void
  onStarted: (importId: string) => void
}

const KB = 1024
const MB = KB * KB

/** What the rows are and how they find their customers; suggested, changeable, tried without writing if wanted. */
export function ImportOptions({ file, preview, onBack, onStarted }: Props) {
  const { t } = useTranslation()
  const text = useProblemText()
  const format = useFormats()
  const upload = useUpload()
  const [kind, setKind] = useState<ImportKind>(preview ? guessKind(preview.headers) : 'customers')
  const [key, setKey] = useState<Upload['key']>()
  const [anonymousBucket, setAnonymous] = useState(false)
  const start = (dryRun: boolean) =>
    upload.mutate(
      { file, kind, key, dryRun, anonymousBucket: kind !== 'customers' && anonymousBucket },
      { onSuccess: (run) => onStarted(run.id) },
    )
  return (
    <div className={css.options}>
      <div className={css.fileLine}>
        <strong>{file.name}</strong>
        <span className={css.quiet}>
          {file.size < MB
            ? t('imports.kilobytes', { size: format.count(Math.ceil(file.size / KB)) })
            : t('imports.megabytes', { size: format.figure(file.size / MB, 1) })}
        </span>
        <Button type="link" onClick={onBack}>
          {t('imports.otherFile')}
        </Button>
      </div>
      {preview && <PreviewTable preview={preview} />}
      <fieldset className={css.field}>
        <legend>{t('imports.kind')}</legend>
        <Radio.Group value={kind} onChange={(event) => setKind(event.target.value)} className={css.kinds}>
          {IMPORT_KINDS.map((value) => (
            <Radio key={value} value={value}>
              {t(`imports.kinds.${value}`)}
              <span className={css.kindHint}>{t(`imports.kindHints.${value}`)}</span>
            </Radio>
          ))}
        </Radio.Group>
      </fieldset>
      <div className={css.field}>
        <span id="import-key">{t('imports.key')}</span>
        <Select<NonNullable<Upload['key']> | 'auto'>
          aria-labelledby="import-key"
          value={key ?? 'auto'}
          onChange={(value) => setKey(value === 'auto' ? undefined : value)}
          options={(['auto', 'customerNo', 'phone', 'email'] as const).map((value) => ({
            value,
            label: t(`imports.keys.${value}`),
          }))}
          className={css.select}
        />
      </div>
      {kind !== 'customers' && (
        <Checkbox checked={anonymousBucket} onChange={(event) => setAnonymous(event.target.checked)}>
          {t('imports.anonymous')}
        </Checkbox>
      )}
      {upload.error && (
        <p role="alert" className={css.problem}>
          {text(upload.error)}
        </p>
      )}
      <div className={css.actions}>
        <Button disabled={upload.isPending} onClick={() => start(true)}>
          {t('imports.tryOut')}
        </Button>
        <Button type="primary" loading={upload.isPending} onClick={() => start(false)}>
          {t('imports.start')}
        </Button>
      </div>
    </div>
  )
}

function PreviewTable({ preview }: { preview: FilePreview }) {
  const { t } = useTranslation()
  return (
    <ScrollRegion className={css.preview} label={t('imports.preview')}>
      <table>
        <thead>
          <tr>
            {preview.headers.map((header, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column of a file has no other name; headers may repeat
              <th key={column} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row) => (
            <tr key={row.join('\u0001')}>
              {preview.headers.map((_, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: see above
                <td key={column}>{row[column]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
