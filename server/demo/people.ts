import { CITIES, FEMALE_GIVEN, MALE_GIVEN, SURNAMES } from './names.ts'
import type { DemoRandom } from './random.ts'
import { type DemoCustomer, dayBefore } from './world.ts'

export interface PersonSetting {
  number: string
  anchor: string
  store: number
  owner: string
  female: number
  sources: readonly (readonly [string, number])[]
}

const addressOf = (random: DemoRandom, surname: string, sex: 'female' | 'male'): string => {
  const titles = sex === 'female' ? (['姐', '女士', '老师'] as const) : (['哥', '先生', '总'] as const)
  return (
    surname +
    random.weighted([
      [titles[0], 5],
      [titles[1], 3],
      [titles[2], 1],
    ])
  )
}

/** Numbers of a range that no operator gives out, so that no demo call reaches anybody. */
export const demoPhone = (number: number): string => `1990000${String(number % 10_000).padStart(4, '0')}`

function birthdayOf(random: DemoRandom, anchor: string): DemoCustomer['birthday'] {
  if (random.chance(0.35)) return null
  const lunar = random.chance(0.18)
  const age = random.between(19, 66)
  const born = dayBefore(anchor, Math.round(age * 365.25 + random.between(0, 364)))
  const [year, month, day] = born.split('-').map(Number) as [number, number, number]
  return {
    calendar: lunar ? 'lunar' : 'solar',
    year: random.chance(0.7) ? year : null,
    month,
    day: lunar ? Math.min(day, 29) : Math.min(day, 28),
    leap: false,
  }
}

/** A believable person; about one in three has gaps in the card, as in life. */
export function person(random: DemoRandom, setting: PersonSetting, index: number): DemoCustomer {
  const sex = random.chance(setting.female) ? 'female' : 'male'
  // The square makes the first, common surnames frequent.
  const surname = SURNAMES[Math.floor(random.uniform() ** 2 * SURNAMES.length)]!
  return {
    customerNo: setting.number,
    kind: 'person',
    name: surname + random.pick(sex === 'female' ? FEMALE_GIVEN : MALE_GIVEN),
    formOfAddress: random.chance(0.8) ? addressOf(random, surname, sex) : null,
    sex: random.chance(0.9) ? sex : null,
    phone: random.chance(0.95) ? demoPhone(index) : null,
    birthday: birthdayOf(random, setting.anchor),
    city: random.weighted(CITIES),
    leadSource: random.weighted(setting.sources),
    store: setting.store,
    owner: setting.owner,
    tags: [],
    plate: null,
    notes: null,
  }
}
