/** Raw material of the demo people. Common surnames weigh more, as they do in life; a few polyphonic ones are planted. */
export const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文单仇乐'

export const FEMALE_GIVEN =
  '丽华 秀英 敏 静 丽 艳 芳 娜 霞 婷 雪梅 玉兰 晓燕 梦琪 雨桐 欣怡 思涵 佳怡 诗雨 慧敏 海燕 春梅 红梅 文静 雅琴 若曦 一诺 可欣 语嫣 晨曦 菲菲 倩 颖 莉 琳 洁 媛 璐 瑶 岚'.split(
    ' ',
  )
export const MALE_GIVEN =
  '伟 强 磊 军 洋 勇 杰 涛 明 超 建国 志强 国庆 海涛 俊杰 浩然 子轩 宇航 文博 家豪 天佑 一鸣 思远 晓东 立新 永康 德胜 成龙 鹏飞 振华 斌 鑫 波 辉 刚 健 亮 凯 峰 龙'.split(
    ' ',
  )

export const CITIES: [name: string, weight: number][] = [
  ['成都', 78],
  ['绵阳', 6],
  ['德阳', 5],
  ['眉山', 4],
  ['重庆', 4],
  ['乐山', 3],
]

export const COMPANIES =
  '蓉创精密机械 天府新能源 锦江食品 青羊建筑设计 武侯医疗器械 龙泉汽车配件 双流航空服务 新都物流 郫都电子 温江生物科技 金堂钢构 彭州石化设备 都江堰旅游 崇州家具 简阳农业科技 大邑酒业 蒲江果业 高新软件园 华兴包装 西南轴承 川渝电缆 巴蜀印务 岷江水电设备 峨眉茶业 嘉陵摩托 长虹模具 攀成钢贸易 泸州化工 宜宾竹业 自贡灯饰 内江玻璃 遂宁纺织 广安电源 达州矿机 雅安水泥 阿坝矿泉水 甘孜藏药 凉山果业 资阳机车 南充丝绸'.split(
    ' ',
  )
