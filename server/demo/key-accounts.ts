import { COMPANIES } from './names.ts'
import { person } from './people.ts'
import { DemoRandom } from './random.ts'
import { type DemoCustomer, type DemoOrder, type DemoVisit, type DemoWorld, dayBefore, yuan } from './world.ts'

const MANAGERS = ['方远', '石磊', '姚静', '谭凯']
const GOODS: readonly (readonly [name: string, low: number, high: number])[] = [
  ['工业轴承', 18_000, 160_000],
  ['传动部件', 30_000, 240_000],
  ['润滑系统', 8_000, 60_000],
  ['年度维保', 40_000, 180_000],
  ['备件', 2_000, 30_000],
]
const SOURCES = [
  ['referral', 40],
  ['motor_show', 10],
  ['website', 20],
  ['phone', 30],
] as const
const CONTACTS_EACH = 6

/** The key-account team: organisations with their people; few customers, large and regular orders. */
export function keyAccounts(seed: number, anchor: string): DemoWorld {
  const random = new DemoRandom(seed)
  const customers: DemoCustomer[] = []
  const orders: DemoOrder[] = []
  const visits: DemoVisit[] = []
  const store = '成都总部'
  const number = () => String(customers.length + 1).padStart(9, '0')
  for (const company of COMPANIES) {
    const owner = random.pick(MANAGERS)
    const setting = { anchor, store: 0, owner, female: 0.35, sources: SOURCES }
    const account: DemoCustomer = {
      ...person(random, { ...setting, number: number() }, 4000 + customers.length),
      kind: 'organisation',
      name: company,
      formOfAddress: null,
      sex: null,
      birthday: null,
      tags: [random.pick(['战略客户', '重点客户', '成长客户'])],
    }
    customers.push(account)
    for (let contact = 0; contact < CONTACTS_EACH; contact++) {
      const someone = person(random, { ...setting, number: number() }, 4000 + customers.length)
      customers.push({
        ...someone,
        notes: `${company} ${random.pick(['采购经理', '设备部长', '总经理', '财务总监', '车间主任', '技术员'])}`,
      })
    }
    const rhythm = 25 + random.wait(40)
    const size = random.pick([0.4, 0.7, 1, 1, 1.6, 2.5])
    const lost = random.chance(0.12) ? random.between(120, 400) : 0
    for (let day = random.between(500, 3 * 365); day > lost; day -= Math.max(10, rhythm * (0.6 + random.uniform()))) {
      const [item, low, high] = random.pick(GOODS)
      const at = `${dayBefore(anchor, Math.round(day))} ${String(random.between(9, 17)).padStart(2, '0')}:00`
      orders.push({
        orderNo: `K${String(orders.length + 1).padStart(7, '0')}`,
        customerNo: account.customerNo,
        kind: 'sale',
        at,
        amount: yuan(random.between(low, high) * size),
        item,
        performer: owner,
        payment: '转账',
        store,
      })
      if (random.chance(0.3))
        visits.push({
          customerNo: account.customerNo,
          at,
          summary: random.pick([
            '拜访设备部,谈年度框架',
            '采购换人,需重新认识',
            '对交期不满,承诺下周答复',
            '扩产计划,明年用量翻倍',
          ]),
          performer: owner,
          store,
        })
    }
  }
  return {
    slug: 'demo-accounts',
    name: '蓉创工业服务(演示)',
    trade: 'key_account',
    stores: [store],
    staff: [
      { name: '唐总', role: 'owner', store: -1 },
      { name: '销售总监', role: 'manager', store: 0 },
      ...MANAGERS.map((name) => ({ name, role: 'consultant' as const, store: 0 })),
      { name: '商务助理', role: 'front_desk', store: 0 },
    ],
    customers,
    orders,
    visits,
  }
}
