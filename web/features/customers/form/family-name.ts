const COMPOUND = [
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '司徒',
  '夏侯',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '宇文',
  '长孙',
  '东方',
  '端木',
  '独孤',
  '南宫',
  '轩辕',
]

/** The family name inside a name as it was typed: 欧阳娜娜 → 欧阳, 王丽华 → 王, "Anna Li" → Li; undefined where there is none to tell. */
export function familyNameIn(name: string): string | undefined {
  const trimmed = name.trim()
  if (/^\p{Script=Han}+$/u.test(trimmed))
    return trimmed.length < 2 ? undefined : (COMPOUND.find((family) => trimmed.startsWith(family)) ?? trimmed[0])
  const words = trimmed.split(/\s+/)
  return words.length > 1 ? words.at(-1) : undefined
}
