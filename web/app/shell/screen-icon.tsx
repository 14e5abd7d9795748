import CheckSquareOutlined from '@ant-design/icons/es/icons/CheckSquareOutlined'
import CloudUploadOutlined from '@ant-design/icons/es/icons/CloudUploadOutlined'
import HeatMapOutlined from '@ant-design/icons/es/icons/HeatMapOutlined'
import SearchOutlined from '@ant-design/icons/es/icons/SearchOutlined'
import TeamOutlined from '@ant-design/icons/es/icons/TeamOutlined'
import TrophyOutlined from '@ant-design/icons/es/icons/TrophyOutlined'
import type { Screen } from './navigation.ts'

const ICONS = {
  today: CheckSquareOutlined,
  find: SearchOutlined,
  customers: TeamOutlined,
  imports: CloudUploadOutlined,
  rfm: HeatMapOutlined,
  pyramid: TrophyOutlined,
} satisfies Record<Screen['name'], unknown>

export function ScreenIcon({ name }: { name: Screen['name'] }) {
  const Icon = ICONS[name]
  return <Icon aria-hidden="true" />
}
