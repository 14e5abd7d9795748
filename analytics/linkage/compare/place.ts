import { foldTight, hasChinese } from './fold-text.ts'
import { jaroWinkler, letterMask, mayReach } from './jaro-winkler.ts'
import { isOneSlip } from './one-slip.ts'

/** City or suburb, postcode and state. They hang together, so they are one piece of evidence and not three. */
export interface Place {
  readonly key: string
  readonly city: string
  readonly postcode: string
  readonly state: string
  readonly letters: number
}

export const PLACE_LEVELS = ['different', 'little in common', 'one part agrees', 'equal'] as const

const SIMILAR = 0.88

/** Undefined where city, postcode and state are all empty. 成都市 is 成都. */
export function readPlace(city: string, postcode: string, state: string): Place | undefined {
  const place = {
    city: withoutRank(foldTight(city)),
    postcode: foldTight(postcode),
    state: withoutRank(foldTight(state)),
  }
  const key = `${place.city}|${place.postcode}|${place.state}`
  return key === '||' ? undefined : { key, ...place, letters: letterMask(place.city) }
}

/** 成都市 and 成都, 四川省 and 四川 are the same; a name of two characters keeps both. */
function withoutRank(place: string): string {
  return hasChinese(place) && place.length > 2 ? place.replace(/(?:自治区|[市区县省])$/, '') : place
}

/** Level of agreement of two places (index into `PLACE_LEVELS`). The state counts only where nothing finer can be compared. */
export function comparePlaces(a: Place, b: Place): number {
  const city = a.city && b.city ? compareCities(a, b) : -1
  const postcode = a.postcode && b.postcode ? comparePostcodes(a.postcode, b.postcode) : -1
  if (city < 0 && postcode < 0) return a.state !== '' && a.state === b.state ? 1 : 0
  if (city < 0 || postcode < 0) return Math.max(city, postcode) === 2 ? 3 : Math.max(city, postcode)
  return Math.min(3, city + postcode)
}

function compareCities(a: Place, b: Place): number {
  if (a.city === b.city) return 2
  return mayReach(SIMILAR, a.city, a.letters, b.city, b.letters) && jaroWinkler(a.city, b.city) >= SIMILAR ? 1 : 0
}

function comparePostcodes(a: string, b: string): number {
  return a === b ? 2 : isOneSlip(a, b) ? 1 : 0
}
