import InboxOutlined from '@ant-design/icons/es/icons/InboxOutlined'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './import.module.css'

/** Drop a file or choose one. */
export function PickFile({ onPick }: { onPick: (file: File) => void }) {
  const { t } = useTranslation()
  const [isOver, setOver] = useState(false)
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file) onPick(file)
  }
  return (
    <label
      className={isOver ? `${css.drop} ${css.over}` : css.drop}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
    >
      <InboxOutlined aria-hidden="true" className={css.dropIcon} />
      <strong>{t('imports.pick')}</strong>
      <span>{t('imports.formats')}</span>
      <input
        type="file"
        className="visually-hidden"
        accept=".csv,.tsv,.txt,.xlsx,text/csv"
        onChange={(event) => take(event.target.files)}
      />
    </label>
  )
}
