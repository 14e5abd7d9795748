import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameSortKey, planSearch, plateKey, prefixEnd, searchTerms } from './rules.ts'

const customer = (name: string | null, rest: Partial<Parameters<typeof searchTerms>[0]> = {}) => ({
  name,
  formOfAddress: null,
  customerNo: 'K1',
  plates: [],
  ...rest,
})

/** Whether the index and the plan agree that the word finds the customer, as the database would. */
function finds(word: string, who: Parameters<typeof searchTerms>[0]): boolean {
  const terms = searchTerms(who)
  const has = ({ term, prefix }: { term: string; prefix: boolean }) =>
    terms.some((one) => (prefix ? one >= term && one < prefixEnd(term) : one === term))
  return planSearch(word)?.any.some(({ all }) => all.every(has)) ?? false
}

// The recorded search set of polyphonic names: surname readings and the others.
test.each([
  ['曾国强', ['曾', '国强', 'zengguoqiang', 'ceng', 'zgq', 'cgq']],
  ['单雄信', ['shan', 'dan', 'sxx', 'dxx', '雄信']],
  ['仇丽', ['qiu', 'chou', 'ql', '仇']],
  ['乐嘉', ['yue', 'le', 'yj', 'lj', 'yuejia']],
  ['吕布', ['lv', 'lvbu', 'lb']],
  ['欧阳娜娜', ['ouyang', 'oynn', '娜娜', '欧阳']],
  ['阿依古丽·买买提', ['阿依古丽', '买买提', 'ayigulimaimaiti']],
  ['Mary-Jane O’Neil', ['mary', 'jane', 'neil', 'maryjane', 'oneil']],
])('%s is found by each of its words', (name, words) => {
  for (const word of words) expect(finds(word, customer(name)), word).toBe(true)
})

test('a name does not answer to what it does not hold', () => {
  for (const word of ['华丽', 'zhang', 'wlhx', '王华']) expect(finds(word, customer('王丽华')), word).toBe(false)
})

test('plates are found whole, without province, with O for 0, in either case', () => {
  for (const word of ['川A12O45', '川a·12045', 'A12045', '12045'])
    expect(finds(word, customer(null, { plates: ['川A·12O45'] })), word).toBe(true)
  expect(plateKey('京A·D12345')).toBe('京AD12345')
})

test('any run of two characters or more of a Han name, and its first letters, find it', () => {
  const han = fc.constantFrom(...'王李张刘陈杨赵黄周吴徐孙曾单仇乐丽华伟芳娜敏静强磊')
  fc.assert(
    fc.property(fc.array(han, { minLength: 1, maxLength: 4 }), fc.nat(), fc.nat(), (chars, a, b) => {
      const [start, length] = [a % chars.length, 1 + (b % chars.length)]
      const part = chars.slice(start, start + length).join('')
      expect(finds(part, customer(chars.join('')))).toBe(true)
    }),
  )
})

test('a word never makes the search fail, and the number is always a way to find', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (word) => {
      const plan = planSearch(word)
      if (plan) for (const { all } of plan.any) expect(all.length).toBeGreaterThan(0)
    }),
  )
  expect(finds('k1', customer('x'))).toBe(true)
})

test('names sort by pinyin, the nameless last', () => {
  const names = ['赵一', '王丽', '阿华', 'Bob', '陈晨', null]
  const sorted = names.toSorted((a, b) => (nameSortKey(a, '1') < nameSortKey(b, '1') ? -1 : 1))
  expect(sorted).toEqual(['阿华', 'Bob', '陈晨', '王丽', '赵一', null])
})
