import { getTeamToday, getToday, type TodayItem } from '@shuke/contract/interactions/today.ts'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../../lib/api/call.ts'
import { type Section, sectionOf } from '../tasks/due-days.ts'

/** The day changes while the tab is open: it is asked for again from time to time and when somebody comes back to it. */
const FRESH_MS = 5 * 60_000

/** One's own day, or that of a member of the team. */
export const useToday = (staffId: string | undefined) =>
  useQuery({
    queryKey: ['today', 'items', 'staff', staffId ?? 'me'],
    queryFn: ({ signal }) => call(getToday, { query: { staffId }, signal }),
    refetchInterval: FRESH_MS,
    refetchOnWindowFocus: true,
  })

export const useTeamToday = () =>
  useQuery({
    queryKey: ['today', 'team'],
    queryFn: ({ signal }) => call(getTeamToday, { signal }),
    refetchInterval: FRESH_MS,
    refetchOnWindowFocus: true,
  })

const SECTIONS: readonly Section[] = ['overdue', 'today', 'coming']

/** The day in its three parts, empty ones left out. */
export function sectionsOf(items: readonly TodayItem[], today: string): { name: Section; items: TodayItem[] }[] {
  return SECTIONS.map((name) => ({ name, items: items.filter((item) => sectionOf(item, today) === name) })).filter(
    (section) => section.items.length > 0,
  )
}
