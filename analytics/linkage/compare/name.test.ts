import { expect, test } from 'vitest'
import { compareNamePair, compareNames, readName } from './name.ts'
import { isPinyin } from './pinyin.ts'
import { splitName } from './split-name.ts'

const [different, similar, close, equal] = [0, 1, 2, 3]

test.each([
  ['伟', '伟', equal, 'the same character'],
  ['伟', '玮', close, 'homophones'],
  ['张', '章', close, 'homophone surnames'],
  ['偉', '伟', close, 'traditional and simplified'],
  ['建国', '国建', close, 'characters swapped'],
  ['志明', '志朋', similar, 'one character wrong'],
  ['志明', '明', similar, 'one character missing'],
  ['珍珠', '争珠', similar, 'zhen heard as zheng'],
  ['捷', '家', similar, 'alike only in a rare reading'],
  ['伟', '芳', different, 'nothing in common'],
  ['伟', 'wei', close, 'Chinese and pinyin'],
  ['单', 'Shan', close, 'the surname reading of a polyphonic character'],
  ['单', 'Dan', close, 'its everyday reading'],
  ['吕', 'Lü', close, 'ü'],
  ['Schäfer', 'SCHAFER', equal, 'accents and capitals'],
  ['elk i', 'elki', equal, 'a stray blank'],
  ['michaela', 'micheala', close, 'letters swapped'],
  ['j', 'john', similar, 'an initial'],
  ['john', 'mary', different, 'other names'],
])('%s and %s: level %i (%s)', (a, b, level) => {
  const [one, other] = [readName(a)!, readName(b)!]
  expect(compareNames(one, other)).toBe(level)
  expect(compareNames(other, one)).toBe(level)
})

test.each([
  ['张伟', '张', '伟'],
  ['欧阳娜娜', '欧阳', '娜娜'],
  ['司马光', '司马', '光'],
  ['李姐', '李', ''],
  ['王女士', '王', ''],
  ['小王', '王', ''],
  ['张伟(王总介绍)', '张', '伟'],
  ['阿凡提·买买提', '买买提', '阿凡提'],
  ['Anna Maria Smith', 'Smith', 'Anna Maria'],
  ['Smith, John', 'Smith', 'John'],
  ['Cher', '', 'Cher'],
])('%s is surname "%s" and given name "%s"', (whole, surname, given) => {
  expect(splitName(whole)).toEqual({ surname, given })
})

test('names in the wrong boxes still agree, whichever of the two comes first', () => {
  const [wei, zhang, chineseWei, chineseZhang] = ['Wei', 'Zhang', '伟', '张'].map((text) => readName(text))
  const forward = { surname: -1, given: -1 }
  const backward = { surname: -1, given: -1 }
  compareNamePair(wei, zhang, chineseZhang, chineseWei, forward)
  compareNamePair(chineseZhang, chineseWei, wei, zhang, backward)
  expect(forward).toEqual({ surname: close, given: close })
  expect(backward).toEqual(forward)
})

test('one crossed name alone is no agreement', () => {
  const levels = { surname: -1, given: -1 }
  compareNamePair(readName('martin'), readName('paul'), readName('weber'), readName('martin'), levels)
  expect(levels).toEqual({ surname: different, given: different })
})

test('pinyin is told from other words', () => {
  expect(['xiaoming', 'zhang', 'lv', 'ouyangnana'].map(isPinyin)).toEqual([true, true, true, true])
  expect(['schmidt', 'robert', ''].map(isPinyin)).toEqual([false, false, false])
})
