import { Segmented } from 'antd'
import type { EChartsCoreOption, EChartsType } from 'echarts/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ScrollRegion } from '../page/scroll-region.tsx'
import { useIsDark } from '../theme/theme-choice.ts'
import { dark, light, type Tokens } from '../theme/tokens.ts'
import css from './chart.module.css'
import { chartTheme } from './chart-theme.ts'
import type { ChartTable } from './csv.ts'
import { DownloadCsv } from './download-csv.tsx'

interface Props {
  /** One sentence that says what the picture shows. */
  label: string
  option: (tokens: Tokens) => EChartsCoreOption
  table: ChartTable
  fileName: string
  height?: number
}

export function Chart({ label, option, table, fileName, height = 320 }: Props) {
  const { t } = useTranslation()
  const [view, setView] = useState<'picture' | 'table'>('picture')
  return (
    <figure className={css.figure} aria-label={label}>
      <div className={css.tools}>
        <Segmented
          size="small"
          aria-label={t('ui.chart.view')}
          value={view}
          onChange={setView}
          options={[
            { value: 'picture', label: t('ui.chart.picture') },
            { value: 'table', label: t('ui.chart.table') },
          ]}
        />
        <DownloadCsv table={table} fileName={fileName} />
      </div>
      {view === 'picture' ? (
        <Picture label={label} option={option} height={height} />
      ) : (
        <FigureTable table={table} height={height} />
      )}
    </figure>
  )
}

function Picture({ label, option, height }: Pick<Props, 'label' | 'option'> & { height: number }) {
  const isDark = useIsDark()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let chart: EChartsType | undefined
    let isGone = false
    const resized = new ResizeObserver(() => chart?.resize())
    import('./echarts.ts').then(({ init }) => {
      if (isGone || !box.current) return
      const tokens = isDark ? dark : light
      chart = init(box.current, chartTheme(tokens))
      chart.setOption({ animationDuration: 300, ...option(tokens) })
      resized.observe(box.current)
    })
    return () => {
      isGone = true
      resized.disconnect()
      chart?.dispose()
    }
  }, [isDark, option])
  return <div ref={box} role="img" aria-label={label} style={{ height }} />
}

function FigureTable({ table, height }: { table: ChartTable; height: number }) {
  return (
    <ScrollRegion className={css.scroller} style={{ height }} label={table.columns.join(', ')}>
      <table className={css.table}>
        <thead>
          <tr>
            {table.columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.join('|')}>
              {row.map((value, index) => (
                <td key={table.columns[index]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
