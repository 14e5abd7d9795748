import type { ImportColumn } from '../../../../kernel/seams/import-kind.ts'

const column = (name: string, zh: string, en: string, ...headers: string[]): ImportColumn => ({
  name,
  headers,
  label: { zh, en },
})

/** What a file of customers may say besides who they are. */
export const CUSTOMER_COLUMNS: ImportColumn[] = [
  column(
    'customerKind',
    '客户类型',
    'Kind of customer',
    'customer_kind',
    '客户类型',
    '客户性质',
    'customer_type',
    'kind',
    'type',
    '类型',
  ),
  column(
    'leadSource',
    '信息渠道',
    'Lead source',
    'lead_source',
    '信息渠道',
    '来源',
    '客户来源',
    '渠道',
    '来源渠道',
    'source',
    'channel',
  ),
  column(
    'owner',
    '销售顾问',
    'Owner',
    'owner',
    '销售顾问',
    '归属',
    '归属员工',
    '客户经理',
    '专属顾问',
    '负责人',
    '跟进人',
    'consultant',
    'owner_name',
    'account_manager',
  ),
  column(
    'store',
    '门店',
    'Store',
    'store',
    '门店',
    '门店名称',
    '所属门店',
    '店铺',
    '开卡门店',
    '归属门店',
    'store_name',
    'shop',
    'branch',
  ),
  column('tags', '标签', 'Tags', 'tags', '标签', '客户标签', 'tag', 'labels'),
  column(
    'plates',
    '车牌',
    'Plate',
    'plate',
    '车牌',
    '车牌号',
    '牌照号码',
    '车牌号码',
    'licence_plate',
    'license_plate',
    'plate_no',
  ),
  column('notes', '备注', 'Notes', 'notes', '备注', '说明', '客户备注', 'note', 'remark', 'remarks', 'comment'),
]

const SOURCES: Record<string, string> = {
  import: '导入',
  walk_in: '路过 随机路过 路过进店 到店 自然到店 walkin',
  referral: '转介绍 介绍 朋友介绍 老带新 推荐 referral',
  dianping: '大众点评 美团 点评 大众点评/美团 dianping meituan',
  douyin: '抖音 douyin tiktok',
  xiaohongshu: '小红书 xiaohongshu',
  amap: '高德 高德地图 地图 amap',
  moments: '朋友圈 微信 微信朋友圈 moments',
  channels: '视频号 channels',
  dongchedi: '懂车帝',
  autohome: '汽车之家',
  motor_show: '车展 展会 motorshow',
  website: '官网 网络 网站 website web internet',
  phone: '电话 来电 phone',
  newspaper: '报纸 newspaper',
  radio: '电台 广播 radio',
  outdoor: '户外 户外媒体 户外广告 outdoor',
  other: '其他 其它 other',
}
const SOURCE_OF = new Map(
  Object.entries(SOURCES).flatMap(([code, words]) => [
    [code, code] as const,
    ...words.split(' ').map((word) => [word, code] as const),
  ]),
)

/** The preset source of a word, the word itself when it is none of them: a shop may have its own. */
export const readLeadSource = (text: string): string =>
  SOURCE_OF.get(text.toLowerCase().replace(/[\s_-]+/g, '')) ?? SOURCE_OF.get(text.toLowerCase()) ?? text

/** Person or organisation; undefined for a word that says neither. */
export function readCustomerKind(text: string): 'person' | 'organisation' | undefined {
  const folded = text.trim().toLowerCase()
  if (folded === '' || /^(person|individual|个人|自然人|散客|会员)$/.test(folded)) return 'person'
  return /^(organisation|organization|company|business|单位|企业|公司|机构|团体)$/.test(folded) ? 'organisation' : undefined
}

/** Several values in one cell, apart by any of the usual signs. */
export const readList = (text: string, longest: number): string[] => [
  ...new Set(
    text
      .split(/[,;|,、;\n]+/)
      .map((part) => part.trim())
      .filter((part) => part !== '' && part.length <= longest),
  ),
]
