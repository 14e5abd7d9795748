interface Place {
  offset: number
  active: number
}

/** Where each view was left in this tab; the oldest are forgotten. */
const places = new Map<string, Place>()
const KEPT = 50

export const placeOf = (key: string): Place | undefined => places.get(key)

export function rememberPlace(key: string, place: Place): void {
  places.delete(key)
  places.set(key, place)
  if (places.size > KEPT) places.delete(places.keys().next().value!)
}
