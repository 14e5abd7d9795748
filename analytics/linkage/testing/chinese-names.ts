import type { Random } from '../../stats/random.ts'

// Share of the commonest surnames in per mille (Ministry of Public Security, 2020 report), shortened; the tail holds rare ones.
const SURNAMES: readonly (readonly [string, number])[] = [
  ...weighted('王 李', 72),
  ...weighted('张 刘 陈', 55),
  ...weighted('杨 黄 赵 吴 周', 21),
  ...weighted('徐 孙 马 朱 胡 郭 何 林 高 罗', 12),
  ...weighted('郑 梁 谢 宋 唐 许 韩 邓 冯 曹 彭 曾 肖 田 董 潘 袁 蔡 蒋 余', 6),
  ...weighted(
    '于 杜 叶 程 魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 金 韦 贾 夏 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 闫',
    3,
  ),
  ...weighted(
    '单 解 仇 查 盖 翟 朴 区 乐 曲 覃 龚 严 温 牛 樊 葛 邢 安 齐 易 乔 伍 庞 颜 倪 庄 聂 章 鲁 岳 欧阳 上官 司马 诸葛',
    1,
  ),
]

/** Characters of given names in groups that sound alike; the faults of hearing replace one by another of its group. */
const SOUND_GROUPS =
  '伟 玮 炜 纬|丽 莉 俐|静 婧 靖|芳 方|敏 闽|军 君 钧|杰 洁 捷 婕|婷 亭 廷|勇 永 咏|磊 蕾|洋 阳 杨 扬|娜 那|艳 燕 雁 妍|辉 晖 慧 惠 卉|鑫 欣 新 心|' +
  '宇 雨 羽 语 玉|晨 辰 臣 尘|浩 皓 昊 灏|子 紫 梓|涵 晗 含 寒|佳 嘉 家 加|轩 萱 宣|怡 宜 仪 依|博 波 勃|志 智 致 芷|明 铭 鸣 茗|建 健 剑 键|国 果|' +
  '文 雯 闻|华 桦 花|平 萍 苹|红 宏 洪 虹 鸿|海|霞 侠|秀 绣|英 莹 瑛 颖 盈|梅 玫 眉|兰 岚 澜|桂 贵|刚 钢 岗|强|超|俊 峻 骏|瑞 睿 蕊|思 丝 斯|琪 琦 祺 奇 淇|雪|倩|' +
  '云 芸 昀|春|龙 隆|飞 菲 妃|林 琳 霖|东 冬|凤 奉|诗 施|若 偌|可 珂|欢|乐|彤 桐 童|悦 月 玥 越|凯 楷|鹏 朋|斌 彬 宾|峰 锋 枫 丰|亮 良|成 诚 程 澄|航 杭|泽 择|逸 亦 艺 奕|晓 小 筱'

const groups = SOUND_GROUPS.split('|').map((group) => group.split(' '))
const groupOf = new Map(groups.flatMap((group) => group.map((character) => [character, group] as const)))
const characters = groups.flat()
const surnameTotal = SURNAMES.reduce((sum, [, weight]) => sum + weight, 0)

function weighted(surnames: string, weight: number): [string, number][] {
  return surnames.split(' ').map((surname) => [surname, weight])
}

export function drawSurname(random: Random): string {
  let at = random.uniform() * surnameTotal
  for (const [surname, weight] of SURNAMES) {
    at -= weight
    if (at <= 0) return surname
  }
  return '王'
}

/** One character for a fifth, two for the rest; early characters of the list are commoner, so that namesakes occur. */
export function drawGiven(random: Random): string {
  const draw = () => characters[Math.floor(random.uniform() ** 1.5 * characters.length)]!
  return random.uniform() < 0.2 ? draw() : draw() + draw()
}

/** One character replaced by another that sounds the same; unchanged where none is known. */
export function misheard(random: Random, given: string): string {
  const at = random.integer(given.length)
  const group = groupOf.get(given[at]!)?.filter((character) => character !== given[at])
  return group?.length ? given.slice(0, at) + random.pick(group) + given.slice(at + 1) : given
}

/** One character replaced by any other. */
export function mistyped(random: Random, given: string): string {
  const at = random.integer(given.length)
  return given.slice(0, at) + random.pick(characters) + given.slice(at + 1)
}
