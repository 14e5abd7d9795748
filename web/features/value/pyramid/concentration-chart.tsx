import type { PyramidReport } from '@shuke/contract/value/rfm.ts'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { Chart } from '../../../ui/chart/chart.tsx'
import type { Tokens } from '../../../ui/theme/tokens.ts'

const FIFTH = 0.2

/** Share of revenue of the best share of customers, beside the line on which all would be equal. */
export function ConcentrationChart({ report }: { report: z.infer<typeof PyramidReport> }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { concentration, top20Share, asOf } = report
  const option = useCallback(
    (tokens: Tokens) => {
      const axis = {
        type: 'value',
        min: 0,
        max: 1,
        interval: FIFTH,
        axisLabel: { formatter: (value: number) => format.share(value, 0) },
        nameLocation: 'middle',
      }
      return {
        grid: { left: 64, right: 28, top: 20, bottom: 52 },
        xAxis: { ...axis, name: t('value.pyramid.customerAxis'), nameGap: 30, splitLine: { show: false } },
        yAxis: { ...axis, name: t('value.pyramid.revenueAxis'), nameGap: 46 },
        tooltip: {
          trigger: 'axis',
          formatter: (points: { data: [number, number] }[]) => {
            const [customers, revenue] = points[0]!.data
            return t('value.pyramid.point', { customers: format.share(customers), revenue: format.share(revenue) })
          },
        },
        series: [
          {
            type: 'line',
            data: [[0, 0], ...concentration.map((point) => [point.customers, point.revenue])],
            areaStyle: { color: tokens.primary, opacity: 0.08 },
            markPoint: {
              symbol: 'circle',
              symbolSize: 9,
              data: [{ coord: [FIFTH, top20Share] }],
              itemStyle: { color: tokens.gold },
              label: {
                position: 'right',
                offset: [6, 12],
                color: tokens.ink,
                fontSize: 13,
                formatter: t('value.pyramid.topFifthPoint', { share: format.share(top20Share) }),
              },
            },
          },
          {
            type: 'line',
            data: [
              [0, 0],
              [1, 1],
            ],
            silent: true,
            tooltip: { show: false },
            lineStyle: { width: 1, type: 'dashed', color: tokens.muted },
            endLabel: { show: false },
            markPoint: {
              symbol: 'circle',
              symbolSize: 0.1,
              data: [{ coord: [0.62, 0.62] }],
              label: { position: 'right', offset: [10, 10], color: tokens.muted, formatter: t('value.pyramid.equality') },
            },
          },
        ],
      }
    },
    [concentration, top20Share, format, t],
  )
  return (
    <Chart
      label={t('value.pyramid.chartLabel', { share: format.share(top20Share) })}
      option={option}
      fileName={`concentration-${asOf}`}
      table={{
        columns: [t('value.pyramid.customerAxis'), t('value.pyramid.revenueAxis')],
        rows: concentration.map((point) => [format.share(point.customers), format.share(point.revenue)]),
      }}
    />
  )
}
