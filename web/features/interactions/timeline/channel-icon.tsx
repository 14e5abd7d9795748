import EditOutlined from '@ant-design/icons/es/icons/EditOutlined'
import ImportOutlined from '@ant-design/icons/es/icons/ImportOutlined'
import MailOutlined from '@ant-design/icons/es/icons/MailOutlined'
import MessageOutlined from '@ant-design/icons/es/icons/MessageOutlined'
import PhoneOutlined from '@ant-design/icons/es/icons/PhoneOutlined'
import ShopOutlined from '@ant-design/icons/es/icons/ShopOutlined'
import ShoppingOutlined from '@ant-design/icons/es/icons/ShoppingOutlined'
import WechatOutlined from '@ant-design/icons/es/icons/WechatOutlined'
import type { Interaction } from '@shuke/contract/interactions/timeline.ts'

const ICONS = {
  phone: PhoneOutlined,
  wechat: WechatOutlined,
  visit: ShopOutlined,
  sms: MessageOutlined,
  email: MailOutlined,
  note: EditOutlined,
  order: ShoppingOutlined,
  import: ImportOutlined,
} satisfies Record<Interaction['channel'], unknown>

export function ChannelIcon({ channel }: { channel: Interaction['channel'] }) {
  const Icon = ICONS[channel]
  return <Icon aria-hidden="true" />
}
