import type { Random } from '@shuke/analytics'

const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
]
const GIVEN = [
  ...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玲辉红建华文玉萍飞鹏梅凤鑫波斌宇浩凯健俊帆雪倩婷雨欣怡佳慧颖琳璐瑶晨阳梦洁思源子涵轩博天泽嘉诗语安宁春秋月星海山川云峰林森松柏青蓝紫朵',
]

export const CITIES = [
  ...'成都 重庆 西安 武汉 长沙 南京 杭州 苏州 上海 北京 天津 广州 深圳 厦门 福州 青岛 济南 郑州 合肥 昆明'.split(' '),
]
export const TAGS = ['会员', '老客', '团购', '敏感肌', '过敏', '周末', '带娃', '企业']

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random.uniform() * from.length)]!

/** The part of a name that staff type: two characters, borne by some tens of 100 000 customers. */
export const givenName = (random: Random): string => pick(random, GIVEN) + pick(random, GIVEN)

export interface Person {
  name: string
  phone: string
  city: string
  tag: string
}

/** One person like those of a shop's customer list. */
export function person(random: Random): Person {
  const given = random.uniform() < 0.8 ? givenName(random) : pick(random, GIVEN)
  return {
    name: pick(random, SURNAMES) + given,
    phone: `13${String(Math.floor(random.uniform() * 1e9)).padStart(9, '0')}`,
    city: pick(random, CITIES),
    tag: pick(random, TAGS),
  }
}
