import { person } from './people.ts'
import { DemoRandom } from './random.ts'
import { type DemoCustomer, type DemoOrder, type DemoVisit, type DemoWorld, dayBefore, yuan } from './world.ts'

const CONSULTANTS = ['赵敏', '钱枫', '孙悦', '李强', '周凯', '吴婷']
const CARS: readonly (readonly [name: string, price: number, weight: number])[] = [
  ['星途 S3', 128_800, 5],
  ['星途 S5', 168_800, 6],
  ['星途 X7', 219_800, 4],
  ['星途 E6 电动', 189_800, 4],
  ['星途 V9', 298_800, 1],
]
const SERVICES: readonly (readonly [name: string, low: number, high: number])[] = [
  ['小保养', 380, 680],
  ['大保养', 1280, 2180],
  ['换轮胎', 1600, 3600],
  ['钣喷', 800, 5200],
  ['续保', 3200, 6800],
  ['装饰', 300, 2600],
]
const SOURCES = [
  ['walk_in', 22],
  ['autohome', 20],
  ['dongchedi', 18],
  ['referral', 16],
  ['motor_show', 10],
  ['phone', 8],
  ['douyin', 6],
] as const
const CUSTOMERS = 520

/** The car dealer: one showroom, six consultants; half bought a car and come for service, half are still looking. */
export function dealer(seed: number, anchor: string): DemoWorld {
  const random = new DemoRandom(seed)
  const customers: DemoCustomer[] = []
  const orders: DemoOrder[] = []
  const visits: DemoVisit[] = []
  const store = '锦程龙泉店'
  for (let index = 0; index < CUSTOMERS; index++) {
    const owner = random.pick(CONSULTANTS)
    const setting = { number: String(index + 1).padStart(9, '0'), anchor, store: 0, owner, female: 0.38, sources: SOURCES }
    const customer: DemoCustomer = { ...person(random, setting, 2000 + index) }
    customers.push(customer)
    const met = random.between(5, 3 * 365)
    const at = (day: number) =>
      `${dayBefore(anchor, Math.round(day))} ${String(random.between(9, 18)).padStart(2, '0')}:${random.pick(['00', '20', '40'])}`
    visits.push({
      customerNo: customer.customerNo,
      at: at(met),
      summary: random.pick([
        '到店看车,想要大空间',
        '试驾 S5,觉得油耗高',
        '比较了竞品,认可外观',
        '预算 15 万以内',
        '一家三口来,太太喜欢白色',
      ]),
      performer: owner,
      store,
    })
    if (!random.chance(0.52)) {
      customer.tags = [random.pick(['意向高', '观望', '对比竞品', '等年底优惠'])]
      continue
    }
    const [car, price] = random.weighted(CARS.map((one) => [one, one[2]] as const))
    let day = Math.max(2, met - random.between(1, 40))
    const order = (kind: 'sale', when: number, amount: number, item: string) =>
      orders.push({
        orderNo: `D${String(orders.length + 1).padStart(7, '0')}`,
        customerNo: customer.customerNo,
        kind,
        at: at(when),
        amount: yuan(amount),
        item,
        performer: owner,
        payment: random.pick(['转账', '按揭', '微信', '刷卡']),
        store,
      })
    order('sale', day, price - random.between(0, 12) * 1000, car)
    customer.plate = `川A·${random.pick('ABCDEFGHJK'.split(''))}${random.between(1000, 9999)}`
    customer.tags = ['保有客户']
    const loyal = random.chance(0.7)
    for (day -= 90 + random.wait(60); loyal && day > 0; day -= 120 + random.wait(90)) {
      const [service, low, high] = random.pick(SERVICES)
      order('sale', day, random.between(low, high), service)
    }
  }
  return {
    slug: 'demo-dealer',
    name: '锦程汽车(演示)',
    trade: 'dealer',
    stores: [store],
    staff: [
      { name: '马总', role: 'owner', store: -1 },
      { name: '展厅经理', role: 'manager', store: 0 },
      ...CONSULTANTS.map((name) => ({ name, role: 'consultant' as const, store: 0 })),
      { name: '展厅前台', role: 'front_desk', store: 0 },
    ],
    customers,
    orders,
    visits,
  }
}
