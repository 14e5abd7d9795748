import { fillText } from '@shuke/contract/shared/errors.ts'
import type { BothLanguages } from '../../../../kernel/errors.ts'

/** Why a row was refused or a field dropped: what is wrong and what to do. */
const TEXTS: Record<string, BothLanguages> = {
  missing_customer: { zh: '没有客户:请填客户编号、手机或邮箱。', en: 'no customer: give a number, phone or e-mail.' },
  missing_order_no: {
    zh: '没有订单号,无法知道属于哪张订单。',
    en: 'no order number: it is not clear to which order this line belongs.',
  },
  key_too_long: { zh: '编号太长。', en: 'the number is too long.' },
  masked_key: {
    zh: '号码已打码(如 138****5678),无法认出客户,请填完整的。',
    en: 'the value is masked (138****5678) and tells nobody apart: give the whole one.',
  },
  mangled_key: {
    zh: '号码被表格软件改成了科学计数(如 1.23E+17),请把该列设为文本后重新导出。',
    en: 'a spreadsheet turned the number into 1.23E+17: make the column text and export again.',
  },
  mangled_value: {
    zh: '号码被表格软件改成了科学计数,已忽略;请把该列设为文本后重新导出。',
    en: 'a spreadsheet mangled the number (1.23E+17); it was left out.',
  },
  masked_value: { zh: '号码已打码,已忽略。', en: 'the value is masked; it was left out.' },
  bad_phone: { zh: '不是有效的电话号码。', en: 'not a valid phone number.' },
  virtual_phone: {
    zh: '平台虚拟号会过期,不能用来认客户。',
    en: 'a platform’s virtual number expires and cannot tell customers apart.',
  },
  bad_email: { zh: '不是有效的邮箱。', en: 'not a valid e-mail address.' },
  bad_contact: { zh: '不是有效的联系方式,已忽略。', en: 'not a valid contact; it was left out.' },
  missing_amount: { zh: '没有金额。', en: 'no amount.' },
  bad_amount: { zh: '看不懂的金额。', en: 'the amount cannot be read.' },
  mangled_amount: { zh: '金额被表格软件改成了科学计数。', en: 'a spreadsheet turned the amount into 1.23E+17.' },
  amount_out_of_range: { zh: '金额过大。', en: 'the amount is too large.' },
  other_currency: {
    zh: '币种与企业币种 {currency} 不同,暂不支持换算。',
    en: 'another currency than {currency}: there are no rates yet.',
  },
  missing_date: { zh: '没有日期。', en: 'no date.' },
  bad_date: { zh: '看不懂的日期。请用 2026-01-31 这样的写法。', en: 'the date cannot be read: write it like 2026-01-31.' },
  ambiguous_date: {
    zh: '日期的日和月无法区分(如 1/2/2026)。请用 2026-01-31 这样的写法。',
    en: 'day and month cannot be told apart (1/2/2026): write it like 2026-01-31.',
  },
  date_out_of_range: { zh: '日期超出 1900–2200 年。', en: 'the date is outside 1900–2200.' },
  bad_time: { zh: '看不懂的时间,已忽略。', en: 'the time cannot be read; it was left out.' },
  unknown_type: {
    zh: '未知类型。可用:销售、消费、充值、办卡、退款、取消、调整。',
    en: 'unknown type. Known: sale, consumption, top_up, package_sale, refund, cancellation, adjustment.',
  },
  too_many_cells: {
    zh: '这一行的列比表头多,可能有未加引号的逗号。',
    en: 'the row has more cells than the header: a separator inside a value may lack its quotation marks.',
  },
  other_store: { zh: '客户属于您无权处理的门店。', en: 'the customer belongs to a store that you have no right to.' },
  other_number: { zh: '这个客户编号已属于另一位客户。', en: 'this customer number is another customer’s.' },
  unknown_store: { zh: '没有这个门店,已忽略。', en: 'there is no such store; it was left out.' },
  unknown_staff: { zh: '没有这个员工,已忽略。', en: 'there is no such member of staff; it was left out.' },
  repeated_order: {
    zh: '同一订单号在文件里出现多次,以最后一行为准;若每行是一件商品,请用“订单明细”导入。',
    en: 'the order number stands in the file more than once; the last row counts. If rows are lines of orders, import them as order lines.',
  },
  repeated_customer: {
    zh: '同一客户在文件里出现多次,后面的行补充前面的。',
    en: 'the customer stands in the file more than once; later rows add to earlier ones.',
  },
  bad_number: { zh: '不是数字,已忽略。', en: 'not a number; it was left out.' },
  bad_birthday: { zh: '看不懂的生日,已忽略。', en: 'the birthday cannot be read; it was left out.' },
  bad_sex: { zh: '看不懂的性别,已忽略。', en: 'the sex cannot be read; it was left out.' },
  unknown_kind: { zh: '未知客户类型,按个人处理。', en: 'unknown kind of customer; taken as a person.' },
  too_long: { zh: '内容太长,已忽略。', en: 'the text is too long; it was left out.' },
  broken_text: { zh: '含有乱码,已忽略。', en: 'the text has broken characters; it was left out.' },
}

const OTHER: BothLanguages = { zh: '不符合要求。', en: 'not valid.' }

export function faultReason(code: string, data: Record<string, unknown>): BothLanguages {
  const texts = TEXTS[code] ?? OTHER
  return { zh: fillText(texts.zh, data), en: fillText(texts.en, data) }
}
