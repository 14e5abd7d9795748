import type { Birthday } from '@shuke/contract/customers/profile.ts'
import { LunarMonth, SolarMonth } from 'tyme4ts'

/** Surnames of two characters; everything else has one. */
const DOUBLE_SURNAMES = new Set(
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 长孙 宇文 端木 百里 南宫 独孤 轩辕 申屠 太史 闻人 澹台 公冶 宗政 濮阳 淳于 单于 万俟 赫连 钟离 鲜于 闾丘 亓官 司寇 子车 颛孙 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 百里 呼延 东郭 南门 西门 左丘 梁丘'.split(
    ' ',
  ),
)
const HAN_ONLY = /^\p{Script=Han}{2,4}$/u

/** Splits a Chinese name of two to four characters into surname and given name; other names (with ·, Latin) are left whole. */
export function splitName(name: string): { familyName: string; givenName: string } | null {
  if (!HAN_ONLY.test(name)) return null
  const chars = [...name]
  const length = chars.length > 2 && DOUBLE_SURNAMES.has(chars.slice(0, 2).join('')) ? 2 : 1
  return { familyName: chars.slice(0, length).join(''), givenName: chars.slice(length).join('') }
}

/** The one name of two parts: Han parts are joined, others are set apart by a space, given name first. */
export function joinName(familyName: string | null | undefined, givenName: string | null | undefined): string | null {
  const parts = [familyName, givenName].filter((part): part is string => Boolean(part))
  if (parts.length < 2) return parts[0] ?? null
  return parts.every((part) => /^\p{Script=Han}+$/u.test(part)) ? parts.join('') : `${givenName} ${familyName}`
}

/** What is wrong with a birthday, null when such a day exists. Without a year 29 February and any lunar day up to 30 are possible. */
export function birthdayFault(birthday: Birthday): { zh: string; en: string } | null {
  const { calendar, year, month, day, leap } = birthday
  if (calendar === 'solar') {
    if (leap) return { zh: '公历没有闰月。', en: 'the solar calendar has no leap months.' }
    const days = SolarMonth.fromYm(year ?? 2024, month).getDayCount()
    return day <= days ? null : { zh: `${month}月只有${days}天。`, en: `month ${month} has ${days} days.` }
  }
  if (day > 30) return { zh: '农历每月最多30天。', en: 'a lunar month has at most 30 days.' }
  if (year === null) return null
  try {
    const days = LunarMonth.fromYm(year, leap ? -month : month).getDayCount()
    return day <= days ? null : { zh: `这个农历月只有${days}天。`, en: `this lunar month has ${days} days.` }
  } catch {
    return { zh: `农历${year}年没有闰${month}月。`, en: `lunar year ${year} has no leap month ${month}.` }
  }
}

/** A generated customer number: nine digits, filled with zeros. */
export const numberFrom = (counter: number): string => String(counter).padStart(9, '0')

/** Platform virtual numbers (隐私号) expire: they never identify a customer and never match. */
const EXTENSION = /(?:转|,|#|ext\.?)\s*\d{2,6}$/i
export const isVirtualPhone = (given: string, e164: string): boolean => EXTENSION.test(given) || /^\+8695\d+/.test(e164)

/** A personal value that was masked before it reached us cannot be stored: it would look like a number and reach nobody. */
export const looksMasked = (value: string): boolean => /\*{2,}|x{4,}/i.test(value)

/** The order in which the database gives texts: by code points, where JavaScript compares UTF-16 units. */
export function inStoredOrder(a: string, b: string): number {
  const left = [...a]
  const right = [...b]
  const index = left.findIndex((char, at) => char !== right[at])
  if (index < 0) return left.length - right.length
  return index >= right.length ? 1 : left[index]!.codePointAt(0)! - right[index]!.codePointAt(0)!
}

/** Contacts as a reader sees them: the primary one of each kind first, else as they were given. */
export const primaryFirst = (a: { is_primary: boolean }, b: { is_primary: boolean }): number =>
  Number(b.is_primary) - Number(a.is_primary)
