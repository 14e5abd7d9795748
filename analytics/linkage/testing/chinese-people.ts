import { pinyin } from 'pinyin-pro'
import { Random } from '../../stats/random.ts'
import type { Person } from '../person.ts'
import { drawGiven, drawSurname, misheard, mistyped } from './chinese-names.ts'

/** A register with doubles, and the person each record stands for. */
export interface GeneratedRegister {
  readonly people: Person[]
  /** Record id → number of the person. */
  readonly personOf: ReadonlyMap<string, number>
}

interface Truth {
  readonly surname: string
  readonly given: string
  readonly birth: string
  readonly idNumber: string
  readonly phone: string
  readonly home: Home
}

interface Home {
  readonly city: string
  readonly district: string
  readonly street: string
  readonly numbers: readonly [house: number, building: number, unit: number, room: number]
}

const CITIES = ['成都市', '重庆市', '绵阳市', '西安市', '昆明市']
const DISTRICTS = ['武侯区', '锦江区', '青羊区', '金牛区', '高新区', '龙泉驿区', '双流区', '新都区']
const STREET_HEADS =
  '人民 建设 解放 春熙 天府 科华 玉林 长江 黄河 中山 北京 上海 红星 东大 西安 交通 文化 体育 学府 滨江 望江 锦绣 和平 青年 新华 金沙'.split(
    ' ',
  )
const STREET_TAILS = '路 街 大道 北路 南路 东路 西路 中路 一街 二街 三街 巷'.split(' ')
const STORE_PHONE = '13688001234'

/**
 * A seeded Chinese customer register of about `size` records: households in which relatives share address and often a phone, twins,
 * namesakes, a recycled number here and there, the store's own number typed for lack of another; two of five people have a second
 * record (some a third) with the faults of real shops: homophones, characters swapped or wrong, pinyin, changed, platform and masked
 * phones, slips and gaps in dates and addresses.
 */
export function generateChinesePeople(size: number, seed: number): GeneratedRegister {
  const random = new Random(seed)
  const people: Person[] = []
  const personOf = new Map<string, number>()
  const givenUp: string[] = []
  let persons = 0
  while (people.length < size) {
    for (const truth of drawHousehold(random, givenUp)) {
      const person = persons++
      const records = random.uniform() < 0.4 ? (random.uniform() < 0.15 ? 3 : 2) : 1
      for (let r = 0; r < records && people.length < size; r++) {
        const id = `K${people.length + 1}`
        people.push({ id, ...(r === 0 ? firstRecord(random, truth) : laterRecord(random, truth, givenUp)) })
        personOf.set(id, person)
      }
    }
  }
  return { people: random.shuffle(people), personOf }
}

function drawHousehold(random: Random, givenUp: string[]): Truth[] {
  const home = drawHome(random)
  const phone = random.uniform() < 0.02 && givenUp.length > 0 ? random.pick(givenUp) : drawPhone(random)
  const father = drawSurname(random)
  const grown = (surname: string, own: string): Truth =>
    drawPerson(random, surname, drawGiven(random), drawBirth(random, 1950, 2000), own, home)
  const household = [grown(father, phone)]
  if (random.uniform() < 0.45) household.push(grown(drawSurname(random), random.uniform() < 0.15 ? phone : drawPhone(random)))
  if (random.uniform() < 0.25) {
    const child = drawPerson(
      random,
      father,
      drawGiven(random),
      drawBirth(random, 1990, 2015),
      random.uniform() < 0.6 ? phone : drawPhone(random),
      home,
    )
    household.push(child)
    if (random.uniform() < 0.03)
      household.push(drawPerson(random, father, twinName(random, child.given), child.birth, child.phone, home))
  }
  return household
}

/** Parents like one character in common, but no names that sound the same. */
function twinName(random: Random, given: string): string {
  for (;;) {
    const name = given[0]! + drawGiven(random).at(-1)!
    if (latin(name) !== latin(given)) return name
  }
}

function drawPerson(random: Random, surname: string, given: string, birth: string, phone: string, home: Home): Truth {
  const idNumber = `51010${random.integer(9)}${birth.replaceAll('-', '')}${digits(random, 3)}${random.integer(10)}`
  return { surname, given, birth, idNumber, phone, home }
}

function firstRecord(random: Random, truth: Truth): Omit<Person, 'id'> {
  return {
    name: truth.surname + truth.given,
    phone: random.uniform() < 0.01 ? STORE_PHONE : truth.phone,
    birthDate: random.uniform() < 0.1 ? '' : truth.birth,
    idNumber: random.uniform() < 0.5 ? truth.idNumber : '',
    city: truth.home.city,
    address: random.uniform() < 0.15 ? '' : writeHome(truth.home, true),
  }
}

/** The same person a second time: each field goes wrong on its own, in the ways and about as often as in shops. */
function laterRecord(random: Random, truth: Truth, givenUp: string[]): Omit<Person, 'id'> {
  return {
    name: laterName(random, truth),
    phone: laterPhone(random, truth.phone, givenUp),
    birthDate: laterBirth(random, truth.birth),
    idNumber: random.uniform() < 0.6 ? '' : random.uniform() < 0.03 ? slip(random, truth.idNumber) : truth.idNumber,
    ...laterHome(random, truth.home),
  }
}

function laterName(random: Random, { surname, given }: Truth): string {
  const chance = random.uniform()
  if (chance < 0.1) return surname + misheard(random, given)
  if (chance < 0.13) return surname + [...given].reverse().join('')
  if (chance < 0.16) return surname + mistyped(random, given)
  if (chance < 0.19) return `${latin(surname)} ${latin(given)}`
  if (chance < 0.21) return `${surname}${random.pick(['女士', '先生', '姐', '总'])}`
  return surname + given
}

function latin(chinese: string): string {
  const written = pinyin(chinese, { toneType: 'none', separator: '' })
  return written[0]!.toUpperCase() + written.slice(1)
}

function laterPhone(random: Random, phone: string, givenUp: string[]): string {
  const chance = random.uniform()
  if (chance < 0.15) {
    givenUp.push(phone) // sooner or later somebody else gets it
    return drawPhone(random)
  }
  if (chance < 0.19) return slip(random, phone)
  if (chance < 0.24) return random.uniform() < 0.5 ? `18${digits(random, 9)}转${digits(random, 4)}` : `170${digits(random, 8)}`
  if (chance < 0.27) return `${phone.slice(0, 3)}****${phone.slice(7)}`
  if (chance < 0.28) return STORE_PHONE
  if (chance < 0.4) return `+86 ${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`
  return phone
}

function laterBirth(random: Random, birth: string): string {
  const [year, month, day] = birth.split('-') as [string, string, string]
  const chance = random.uniform()
  if (chance < 0.12) return ''
  if (chance < 0.15) return slip(random, birth.replaceAll('-', ''))
  if (chance < 0.17) return `${year}-${day}-${month}`
  if (chance < 0.2) return `${Number(month)}月${Number(day)}日`
  return chance < 0.4 ? `${year}年${Number(month)}月${Number(day)}日` : birth
}

function laterHome(random: Random, home: Home): Pick<Person, 'city' | 'address'> {
  const chance = random.uniform()
  if (chance < 0.1) {
    const moved = drawHome(random)
    return { city: moved.city, address: writeHome(moved, true) }
  }
  if (chance < 0.3) return { city: home.city, address: '' }
  const numbers = chance < 0.36 ? ([home.numbers[0] + 1, ...home.numbers.slice(1)] as unknown as Home['numbers']) : home.numbers
  return { city: chance < 0.5 ? '' : home.city.slice(0, -1), address: writeHome({ ...home, numbers }, chance < 0.6) }
}

function drawHome(random: Random): Home {
  const street = random.pick(STREET_HEADS) + random.pick(STREET_TAILS)
  const numbers = [
    1 + random.integer(200),
    1 + random.integer(20),
    1 + random.integer(4),
    101 + random.integer(30) * 100,
  ] as const
  return { city: random.pick(CITIES), district: random.pick(DISTRICTS), street, numbers }
}

function writeHome({ city, district, street, numbers: [house, building, unit, room] }: Home, whole: boolean): string {
  return `${whole ? city + district : ''}${street}${house}号${building}栋${unit}单元${room}室`
}

function drawBirth(random: Random, from: number, to: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${from + random.integer(to - from)}-${two(1 + random.integer(12))}-${two(1 + random.integer(28))}`
}

function drawPhone(random: Random): string {
  return random.pick(['135', '136', '137', '138', '139', '150', '158', '177', '180', '186', '189', '199']) + digits(random, 8)
}

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.integer(10)).join('')
}

/** One digit replaced, or two neighbours swapped. */
function slip(random: Random, text: string): string {
  const at = random.integer(text.length - 1)
  if (random.uniform() < 0.5) return text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2)
  return text.slice(0, at) + random.integer(10) + text.slice(at + 1)
}
