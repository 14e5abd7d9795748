export const SEGMENTS = [
  'champions',
  'potential_loyalist',
  'loyal_customers',
  'promising',
  'new_customers',
  'cant_lose_them',
  'at_risk',
  'need_attention',
  'about_to_sleep',
  'lost',
  'others',
] as const
export type SegmentKey = (typeof SEGMENTS)[number]

/** The catalogue's key of a segment by its name in the answer (`Can't Lose Them` → `cant_lose_them`); undefined for one we have no words for. */
export function segmentKey(segment: string): SegmentKey | undefined {
  const key = segment
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[\s-]+/g, '_')
  return SEGMENTS.find((known) => known === key)
}
