import { useVirtualizer } from '@tanstack/react-virtual'
import { type FocusEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShortcuts } from '../../lib/keyboard/use-shortcuts.ts'
import { useIsNarrow } from '../../lib/screen/use-is-narrow.ts'
import { SkeletonRows } from '../page/skeleton-rows.tsx'
import css from './data-table.module.css'
import { type Column, HeaderCell, type SortState } from './header-cell.tsx'
import { placeOf, rememberPlace } from './remembered-place.ts'
import { useWidth } from './use-width.ts'

export type { Column }

interface Props<Row> extends SortState {
  /** What the table lists, for people who hear the page. */
  label: string
  /** One of them renders the row's link; it is stretched over the whole row. */
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The row on a phone: a link of two lines instead of columns. */
  renderNarrow: (row: Row) => ReactNode
  /** Names the view, so that coming back finds the same place. */
  placeKey: string
  hasMore: boolean
  isLoading: boolean
  onMore: () => void
  total?: number | null
  empty: ReactNode
}

const ROW = { wide: 46, narrow: 68 }
/** More is fetched when this many rows are left below. */
const AHEAD = 20

/** A list of any length: only what is seen is drawn, more is fetched before the end, j and k walk along the rows' links. */
export function DataTable<Row>(props: Props<Row>) {
  const { rows, rowKey, hasMore, isLoading, onMore, placeKey } = props
  const { t } = useTranslation()
  const isNarrow = useIsNarrow()
  const scroller = useRef<HTMLDivElement>(null)
  const [width, watchWidth] = useWidth()
  const columns = props.columns.filter((column) => width >= (column.from ?? 0))
  const [active, setActive] = useState(() => placeOf(placeKey)?.active ?? -1)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isNarrow ? ROW.narrow : ROW.wide),
    getItemKey: (index) => rowKey(rows[index]!),
    overscan: 12,
    initialOffset: () => placeOf(placeKey)?.offset ?? 0,
  })
  useLayoutEffect(() => {
    virtual.options.estimateSize = () => (isNarrow ? ROW.narrow : ROW.wide)
    virtual.measure()
  }, [virtual, isNarrow])

  const offset = virtual.scrollOffset ?? 0
  useEffect(() => {
    if (rows.length > 0) rememberPlace(placeKey, { offset, active })
  }, [placeKey, offset, active, rows.length])

  const items = virtual.getVirtualItems()
  const lastSeen = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && !isLoading && lastSeen >= rows.length - AHEAD) onMore()
  }, [hasMore, isLoading, lastSeen, rows.length, onMore])

  const move = (step: number) => {
    const next = Math.min(Math.max(active + step, 0), rows.length - 1)
    setActive(next)
    virtual.scrollToIndex(next)
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"] a`)?.focus())
  }
  useShortcuts({ j: () => move(1), k: () => move(-1) })
  const onFocus = (event: FocusEvent) => {
    const index = (event.target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset.index
    if (index !== undefined) setActive(Number(index))
  }

  const tracks = isNarrow ? undefined : columns.map((column) => column.width).join(' ')
  if (rows.length === 0) return <div className={css.frame}>{isLoading ? <SkeletonRows rows={10} /> : props.empty}</div>
  return (
    <div className={css.frame}>
      <div ref={scroller} className={css.scroller}>
        <table
          ref={watchWidth}
          className={css.table}
          aria-label={props.label}
          aria-rowcount={(props.total ?? (hasMore ? -2 : rows.length)) + 1}
          onFocus={onFocus}
        >
          <thead className={isNarrow ? 'visually-hidden' : css.head}>
            <tr style={{ gridTemplateColumns: tracks }}>
              {columns.slice(0, isNarrow ? 1 : undefined).map((column) => (
                <HeaderCell key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
              ))}
            </tr>
          </thead>
          <tbody style={{ height: virtual.getTotalSize() }}>
            {items.map(({ index, start, size, key }) => {
              const row = rows[index]!
              return (
                <tr
                  key={key}
                  data-index={index}
                  aria-rowindex={index + 2}
                  className={index === active ? `${css.row} ${css.active}` : css.row}
                  style={{ transform: `translateY(${start}px)`, height: size, gridTemplateColumns: tracks }}
                >
                  {isNarrow ? (
                    <td className={css.narrow}>{props.renderNarrow(row)}</td>
                  ) : (
                    columns.map((column) => (
                      <td key={column.key} className={column.align === 'end' ? css.end : css.cell}>
                        {column.render(row)}
                      </td>
                    ))
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
        {isLoading && (
          <div className={css.more} role="status">
            {t('ui.loadingMore')}
          </div>
        )}
      </div>
    </div>
  )
}
