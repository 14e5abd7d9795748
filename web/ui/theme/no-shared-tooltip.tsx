import type { ReactNode } from 'react'

/** Stands in for antd's provider of one tooltip shared by all, which nothing here turns on (see vite.config.ts). */
export default function NoSharedTooltip({ children }: { children: ReactNode }) {
  return children
}
