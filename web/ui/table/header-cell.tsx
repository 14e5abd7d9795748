import type { ReactNode } from 'react'
import css from './data-table.module.css'

export interface Column<Row> {
  key: string
  title: string
  /** A track of the grid: `minmax(160px, 2fr)`, `120px`. */
  width: string
  align?: 'end'
  /** Left out while the table is narrower than this many pixels. */
  from?: number
  /** Field of the API's sort, where the column can be sorted by. */
  sortField?: string
  render: (row: Row) => ReactNode
}

export interface SortState {
  /** Field, with `-` in front when descending. */
  sort?: string
  onSort?: (sort: string) => void
}

/** What a click on a column's head asks for: figures begin with the largest, and a second click turns round. */
function nextSort(field: string, sort: string | undefined, isFigure: boolean): string {
  if (sort === field) return `-${field}`
  if (sort === `-${field}`) return field
  return isFigure ? `-${field}` : field
}

/** Head of a column; sorts by it where the API can. */
export function HeaderCell<Row>({ column, sort, onSort }: SortState & { column: Column<Row> }) {
  const { sortField: field, align, title } = column
  const className = align === 'end' ? css.end : css.cell
  if (!field || !onSort)
    return (
      <th scope="col" className={className}>
        {title}
      </th>
    )
  const direction = sort === field ? 'ascending' : sort === `-${field}` ? 'descending' : 'none'
  return (
    <th scope="col" className={className} aria-sort={direction}>
      <button type="button" className={css.sorter} onClick={() => onSort(nextSort(field, sort, align === 'end'))}>
        {title}
        {direction !== 'none' && (
          <span aria-hidden="true" className={css.arrow}>
            {direction === 'ascending' ? ' ↑' : ' ↓'}
          </span>
        )}
      </button>
    </th>
  )
}
