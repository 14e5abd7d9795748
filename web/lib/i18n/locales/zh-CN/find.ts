export default {
  label: '找人',
  hint: '手机尾号、姓名、拼音首字母、车牌、编号',
  hintShort: '找人',
  results: '找到的客户',
  welcome: '{{name}}，您好',
  nobody: '没有找到“{{q}}”。',
  came: '最近消费',
  added: '新登记',
  empty: { title: '还没有客户', hint: '登记第一位客户，或者把已有的资料导入进来。', import: '导入客户和订单' },
}
