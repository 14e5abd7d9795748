import DownloadOutlined from '@ant-design/icons/es/icons/DownloadOutlined'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type ChartTable, toCsv } from './csv.ts'

interface Props {
  table: ChartTable
  fileName: string
}

export function DownloadCsv({ table, fileName }: Props) {
  const { t } = useTranslation()
  const download = () => {
    const url = URL.createObjectURL(new Blob([toCsv(table)], { type: 'text/csv' }))
    const link = document.createElement('a')
    link.href = url
    link.download = `${fileName}.csv`
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <Button size="small" type="text" icon={<DownloadOutlined />} onClick={download}>
      {t('ui.chart.csv')}
    </Button>
  )
}
