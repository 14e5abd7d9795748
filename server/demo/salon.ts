import { person } from './people.ts'
import { DemoRandom } from './random.ts'
import { type DemoCustomer, type DemoOrder, type DemoVisit, type DemoWorld, dayBefore, yuan } from './world.ts'

const STORES = ['春熙店', '高新店', '太古里店']
const STYLISTS: readonly (readonly [name: string, store: number, priceFactor: number])[] = [
  ['李娜', 0, 1.5],
  ['周敏', 0, 1.2],
  ['小陈', 0, 1],
  ['阿凯', 0, 1],
  ['Tony', 1, 1.6],
  ['杨雪', 1, 1.2],
  ['小林', 1, 1],
  ['阿May', 1, 1],
  ['何静', 2, 1.8],
  ['苏姗', 2, 1.3],
  ['小罗', 2, 1],
  ['阿宽', 2, 1],
]
const SERVICES: readonly (readonly [name: string, price: number, weight: number])[] = [
  ['剪发', 128, 46],
  ['洗吹', 58, 18],
  ['护理', 268, 13],
  ['染发', 580, 9],
  ['烫发', 780, 6],
  ['头皮养护', 368, 6],
  ['造型', 198, 2],
]
const PRODUCTS: readonly (readonly [string, number])[] = [
  ['护发精油', 198],
  ['洗发水', 128],
  ['发膜', 238],
]
const SOURCES = [
  ['walk_in', 30],
  ['referral', 24],
  ['dianping', 20],
  ['douyin', 10],
  ['xiaohongshu', 9],
  ['moments', 7],
] as const
const PAYMENTS = [
  ['微信', 48],
  ['储值', 27],
  ['支付宝', 16],
  ['现金', 5],
  ['美团券', 4],
] as const
const CUSTOMERS = 1200
const HISTORY_DAYS = 3 * 365

interface Habit {
  meanGap: number
  hour: number
  favourite: string
  stylist: (typeof STYLISTS)[number]
}

/** One visit: the usual service, now and then something more, dearer with the rank of the stylist. */
function visitOf(random: DemoRandom, habit: Habit): { items: string[]; amount: number } {
  const items = [
    random.chance(0.7) ? habit.favourite : random.weighted(SERVICES.map(([name, , weight]) => [name, weight] as const)),
  ]
  if (random.chance(0.22)) items.push(random.weighted(SERVICES.map(([name, , weight]) => [name, weight] as const)))
  let amount = items.reduce((sum, item) => sum + SERVICES.find(([name]) => name === item)![1] * habit.stylist[2], 0)
  if (random.chance(0.08)) {
    const [product, price] = random.pick(PRODUCTS)
    items.push(product)
    amount += price
  }
  return { items, amount: Math.round(amount) }
}

/** Planted people that every screen should have something to show for. */
const STORIES: (Partial<DemoCustomer> & { gap: number; silent?: number; since?: number })[] = [
  {
    name: '王丽华',
    formOfAddress: '王姐',
    sex: 'female',
    tags: ['老客', '少言'],
    notes: '染膏过敏(已做测试),用 B 系。儿子六月中考。',
    gap: 21,
  },
  { name: '刘强', formOfAddress: '刘先生', sex: 'male', tags: ['王姐先生'], notes: '王丽华的丈夫,周末同来。', gap: 35 },
  { name: '曾乐', formOfAddress: '曾老师', sex: 'female', notes: '曾 zēng,乐 yuè。', gap: 28 },
  { name: '单雪', sex: 'female', notes: '单 shàn。', gap: 40 },
  {
    name: '何芳',
    formOfAddress: '何总',
    sex: 'female',
    tags: ['大客户'],
    notes: '以前每两周来一次,突然不来了。',
    gap: 14,
    silent: 75,
  },
  { name: '陈晨', sex: 'female', tags: ['投诉过'], notes: '上次染后褪色,已回访。', gap: 45, silent: 20 },
  { name: '阿依古丽·买买提', sex: 'female', gap: 60 },
  { name: '欧阳娜娜', formOfAddress: '欧阳小姐', sex: 'female', gap: 30, since: 200 },
]

/** The salon chain: three stores, twelve stylists, some 1 200 customers over three years. */
export function salon(seed: number, anchor: string): DemoWorld {
  const random = new DemoRandom(seed)
  const customers: DemoCustomer[] = []
  const orders: DemoOrder[] = []
  const visits: DemoVisit[] = []
  for (let index = 0; index < CUSTOMERS; index++) {
    const story = STORIES[index]
    const stylist = random.pick(STYLISTS)
    const setting = {
      number: String(index + 1).padStart(9, '0'),
      anchor,
      store: stylist[1],
      owner: stylist[0],
      female: 0.72,
      sources: SOURCES,
    }
    const { gap = 0, silent, since, ...planted } = story ?? {}
    const customer: DemoCustomer = { ...person(random, setting, index), ...planted }
    if (random.chance(0.12)) customer.tags = [...customer.tags, random.pick(['爱聊天', '少言', '怕烫', '学生', '宝妈', '周末来'])]
    customers.push(customer)
    const habit: Habit = {
      meanGap: gap || 18 + random.wait(38),
      hour: random.between(10, 19),
      favourite: random.weighted(SERVICES.map(([name, , weight]) => [name, weight] as const)),
      stylist,
    }
    // Who comes rarely is lost sooner; a few never come back after the first time.
    const dropout = story ? 0 : random.uniform() * 0.24
    let day = since ?? (story ? random.between(500, HISTORY_DAYS) : random.between(3, HISTORY_DAYS))
    while (day > (silent ?? 0)) {
      const { items, amount } = visitOf(random, habit)
      const at = `${dayBefore(anchor, Math.round(day))} ${String(habit.hour).padStart(2, '0')}:${random.pick(['00', '15', '30', '45'])}`
      const payment = random.weighted(PAYMENTS)
      const store = STORES[customer.store]!
      const no = `H${String(orders.length + 1).padStart(7, '0')}`
      orders.push({
        orderNo: no,
        customerNo: customer.customerNo,
        kind: payment === '储值' ? 'consumption' : 'sale',
        at,
        amount: yuan(amount),
        item: items.join('+'),
        performer: stylist[0],
        payment,
        store,
      })
      if (payment === '储值' && random.chance(0.3)) {
        orders.push({
          orderNo: `${no}C`,
          customerNo: customer.customerNo,
          kind: 'top_up',
          at,
          amount: yuan(random.pick([500, 1000, 2000])),
          item: '储值',
          performer: stylist[0],
          payment: '微信',
          store,
        })
      }
      if (random.chance(0.06))
        visits.push({
          customerNo: customer.customerNo,
          at,
          summary: random.pick(['想留长', '觉得偏干,建议护理', '带朋友来过', '嫌等太久,已致歉', '约了下月染发']),
          performer: stylist[0],
          store,
        })
      if (random.chance(dropout)) break
      day -= Math.max(5, habit.meanGap * (0.6 + random.uniform() * 0.8))
    }
  }
  return {
    slug: 'demo-salon',
    name: '花涧美发(演示)',
    trade: 'salon',
    stores: STORES,
    staff: [
      { name: '沈老板', role: 'owner', store: -1 },
      ...STORES.map((store, index) => ({ name: `${store}店长`, role: 'manager' as const, store: index })),
      ...STYLISTS.map(([name, store]) => ({ name, role: 'consultant' as const, store })),
      ...STORES.map((store, index) => ({ name: `${store}前台`, role: 'front_desk' as const, store: index })),
    ],
    customers,
    orders,
    visits,
  }
}
