import { hasChinese } from './fold-text.ts'

/** Surnames of two characters (复姓) that occur today. */
const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 司空 东方 東方 夏侯 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 长孙 長孫 宇文 轩辕 軒轅 端木 ' +
    '独孤 獨孤 南宫 南宮 西门 西門 呼延 申屠 太史 澹台 公冶 宗政 濮阳 濮陽 淳于 单于 單于 仲孙 仲孫 钟离 鍾離 鲜于 鮮于 闾丘 ' +
    '亓官 司寇 子车 颛孙 巫马 公西 漆雕 乐正 樂正 壤驷 公良 拓跋 夹谷 宰父 谷梁 百里 东郭 南门 呼延 羊舌 微生 左丘 东门 第五'
  ).split(' '),
)

// 备注名 as shops write them: 张总, 李姐, 王女士 name a surname and a form of address; 小王 and 老王 likewise.
const FORM_OF_ADDRESS = /(?:先生|女士|小姐|太太|夫人|老师|医生|经理|师傅|阿姨|叔叔|老板|总|姐|哥)$/u
const FAMILIAR_PREFIX = /^[小老阿](?=\p{Script=Han}$)/u
const REMARK = /[（(【[].*?[）)】\]]/gu

export interface NameParts {
  readonly surname: string
  readonly given: string
}

/**
 * Splits a whole name: Chinese by surname (欧阳 and other double surnames known), 阿凡提·买买提 at the dot, "Smith, John" at the comma,
 * other Latin names before the last word. Remarks in brackets and forms of address are no part of a name (李姐 → surname 李 alone).
 */
export function splitName(whole: string): NameParts {
  const name = whole.normalize('NFKC').replace(REMARK, ' ').trim()
  if (hasChinese(name)) return splitChinese(name.replace(/\s+/g, ''))
  const [beforeComma = '', afterComma] = name.split(/,|，/)
  if (afterComma !== undefined) return { surname: beforeComma.trim(), given: afterComma.trim() }
  const words = name.split(/\s+/)
  return { surname: words.length > 1 ? words.at(-1)! : '', given: words.length > 1 ? words.slice(0, -1).join(' ') : name }
}

function splitChinese(name: string): NameParts {
  const dotted = name.split(/[·•・‧∙.]/)
  if (dotted.length > 1) return { surname: dotted.at(-1)!, given: dotted.slice(0, -1).join('') }
  const bare = name.replace(FORM_OF_ADDRESS, '').replace(FAMILIAR_PREFIX, '') || name
  const head = bare.slice(0, 2)
  const surname = COMPOUND_SURNAMES.has(head) ? head : [...bare][0]!
  return { surname, given: bare.slice(surname.length) }
}
