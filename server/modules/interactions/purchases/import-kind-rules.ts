import type { OrderKind } from '@shuke/contract/interactions/purchases.ts'

const WORDS: Record<OrderKind, string> = {
  sale: 'sale sales purchase order buy sold invoice 销售 购买 订单 下单 收银 现金消费 零售 正常 已完成 完成',
  consumption: 'consumption consume redeemed usage 消费 耗卡 消耗 划卡 划扣 卡扣 核销 次卡核销 储值消费 余额消费 会员卡消费',
  top_up: 'topup recharge deposit 充值 储值 续充 会员充值 预存',
  package_sale: 'packagesale package membershipsale 办卡 开卡 购卡 售卡 套餐 套餐销售 卡项 次卡 疗程卡',
  refund: 'refund refunded return returned 退款 退货 退单 退费 已退款',
  cancellation: 'cancellation cancelled canceled cancel void voided 取消 已取消 作废 已作废 撤销 撤单 取消订单',
  adjustment: 'adjustment adjust adjusted correction 调整 更正 调账 冲正',
}
const KIND_OF = new Map(
  Object.entries(WORDS).flatMap(([kind, words]) => words.split(' ').map((word) => [word, kind as OrderKind])),
)

/** The kind of an order by the word in a file, English or Chinese; undefined for an unknown word, `sale` for none. */
export const readOrderKind = (text: string): OrderKind | undefined => {
  const known = KIND_OF.get(text)
  if (known) return known
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '')
  return folded === '' ? 'sale' : KIND_OF.get(folded)
}
