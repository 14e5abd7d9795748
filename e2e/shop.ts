/** A hair salon of sixty customers: the same people and orders at every run, only the days move with the calendar. */
export interface ShopCustomer {
  no: string
  name: string
  address: string
  phone: string
  birthday: string
  city: string
}
export interface ShopOrder {
  no: string
  customerNo: string
  day: string
  item: string
  staff: string
  payment: string
  /** Whole yuan. */
  amount: number
}

export const ORG = '春熙路美发'
/** The same owner's other shop, without customers. */
export const OTHER_ORG = { slug: 'jinli', name: '锦里美容' }
export const OWNER = { name: '林店长', phone: '13800138000', password: 'shu-ke-2026-e2e' }

/** The best customer, and the only one whose initials are "zw". */
export const BEST = { name: '张伟', initials: 'zw' }
const LONG_NAME = '阿卜杜热合曼·买买提依明·吐尔逊江·艾合买提·古丽巴哈尔·伊卜拉伊木江·阿卜来提'

const FAMILIES = ['李', '王', '刘', '陈', '杨', '黄', '吴', '徐', '孙', '马', '胡', '林']
const GIVEN = ['敏', '静', '丽娟', '建国', '海燕']
const SPECIAL = [BEST.name, '欧阳若曦', LONG_NAME]
const CITIES = ['成都', '重庆', '绵阳', '德阳']
const ITEMS = ['剪发', '染发', '烫发', '头皮护理', '造型']
const STAFF = ['小文', '阿杰', '婷婷']
const PAYMENTS = ['微信', '支付宝', '现金']
const DAY_MS = 86_400_000

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!
const two = (value: number) => String(value).padStart(2, '0')
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10)

export const customers: ShopCustomer[] = Array.from({ length: 60 }, (_, index) => {
  const family = pick(FAMILIES, index)
  return {
    no: `K${String(index + 1).padStart(5, '0')}`,
    name: SPECIAL[index] ?? `${family}${pick(GIVEN, Math.floor(index / FAMILIES.length))}`,
    address: index === 0 ? '张总' : index % 3 === 0 ? `${family}姐` : '',
    phone: `138001${String(21_000 + index * 137)}`,
    birthday: `${1965 + (index % 40)}-${two(1 + (index % 12))}-${two(1 + (index % 28))}`,
    city: pick(CITIES, index),
  }
})

/** Few bring much: the n-th customer spends about 60 000 / n, in ever fewer visits; each was last here some other time ago. */
export const orders: ShopOrder[] = customers.flatMap((customer, rank) => {
  const visits = Math.max(1, 12 - Math.floor(rank / 5))
  return Array.from({ length: visits }, (_, visit) => ({
    no: `D${String(rank + 1).padStart(3, '0')}${two(visit)}`,
    customerNo: customer.no,
    day: daysAgo(1 + ((rank * 7) % 50) + visit * 28),
    item: pick(ITEMS, rank + visit),
    staff: pick(STAFF, rank),
    payment: pick(PAYMENTS, rank + visit),
    amount: Math.round(60_000 / (rank + 1) / visits),
  }))
})

export const spentBy = (customerNo: string): number =>
  orders.filter((order) => order.customerNo === customerNo).reduce((sum, order) => sum + order.amount, 0)
export const revenue = orders.reduce((sum, order) => sum + order.amount, 0)

const HEADERS = {
  'zh-CN': {
    customers: '客户编号,姓名,称呼,手机,生日,城市',
    orders: '订单号,客户编号,下单时间,项目,员工,支付方式,消费金额',
  },
  en: {
    customers: 'customer_no,name,称呼,phone,birthday,city',
    orders: 'order_no,customer_no,order_date,item,performer,payment,amount',
  },
}
const csv = (header: string, rows: readonly object[]) =>
  `${[header, ...rows.map((row) => Object.values(row).join(','))].join('\n')}\n`

export const customersCsv = (locale: keyof typeof HEADERS): string => csv(HEADERS[locale].customers, customers)
export const ordersCsv = (locale: keyof typeof HEADERS): string => csv(HEADERS[locale].orders, orders)

/** Every Chinese word that the shop itself brought in; on an English page only these may be Chinese. */
export const shopWords: string[] = [
  ORG,
  OWNER.name,
  ...customers.flatMap((customer) => [customer.name, customer.address, customer.city]),
  ...ITEMS,
  ...STAFF,
  ...PAYMENTS,
  ...Object.values(HEADERS).flatMap((texts) => `${texts.customers},${texts.orders}`.split(',')),
].filter(Boolean)
