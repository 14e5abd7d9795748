import type { Person } from './person.ts'

type Part = Exclude<keyof Person, 'id' | 'phoneIsVirtual'> | 'birthYear' | 'birthMonth' | 'birthDay' | 'virtual'

/** Headers by which a column is recognised, in any case. Several columns of one part are joined by a blank, in this order. */
const HEADERS: Readonly<Record<Part, string>> = {
  name: 'name full_name customer_name 姓名 客户姓名 名字 顾客姓名 会员姓名',
  givenName: 'given_name first_name firstname given fname fname_c1 fname_c2 名',
  surname: 'surname last_name lastname family_name lname lname_c1 lname_c2 姓 姓氏',
  birthDate: 'date_of_birth birthday birth_date birthdate dob 生日 出生日期',
  birthYear: 'by birth_year 出生年',
  birthMonth: 'bm birth_month 出生月',
  birthDay: 'bd birth_day 出生日',
  phone: 'phone phone_number mobile mobile_phone telephone tel 手机 手机号 手机号码 电话 电话号码 联系电话',
  virtual: 'phone_is_virtual 虚拟号 隐私号',
  idNumber: 'id_number soc_sec_id ssn id_card national_id 身份证 身份证号 身份证号码 证件号',
  streetNumber: 'street_number house_number 门牌号',
  address: 'address_1 address1 address street street_address 地址 住址 家庭住址 详细地址',
  building: 'address_2 address2 小区 楼盘',
  city: 'suburb city town 城市 市',
  postcode: 'postcode postal_code zip zip_code 邮编 邮政编码',
  state: 'state province 省 省份',
}

/**
 * Finds in a table's header what describes a person; columns that are ignored or unknown are left out.
 * @returns one reader that makes a person of a row, and the names of the columns it uses.
 */
export function personColumns(
  columns: readonly string[],
  ignored: readonly string[] = [],
): { used: string[]; read: (id: string, row: readonly string[]) => Person } {
  const lower = columns.map((column) => column.trim().toLowerCase())
  const skip = new Set(ignored.map((column) => column.trim().toLowerCase()))
  const at = (Object.entries(HEADERS) as [Part, string][]).flatMap(([part, headers]) => {
    const indexes = headers
      .split(' ')
      .flatMap((header) => (skip.has(header) || !lower.includes(header) ? [] : [lower.indexOf(header)]))
    return indexes.length > 0 ? [[part, indexes] as const] : []
  })
  return {
    used: at.flatMap(([, indexes]) => indexes.map((index) => columns[index]!)),
    read: (id, row) => toPerson(id, Object.fromEntries(at.map(([part, indexes]) => [part, join(row, indexes)]))),
  }
}

function join(row: readonly string[], indexes: readonly number[]): string {
  return indexes
    .map((index) => row[index]?.trim() ?? '')
    .filter(Boolean)
    .join(' ')
}

function toPerson(id: string, parts: Partial<Record<Part, string>>): Person {
  const { birthYear, birthMonth, birthDay, virtual, ...rest } = parts
  const apart = birthYear && birthMonth && birthDay ? `${birthYear.padStart(4, '0')}-${birthMonth}-${birthDay}` : undefined
  return { id, ...rest, birthDate: rest.birthDate || apart, phoneIsVirtual: /^(?:1|true|yes|y|是)$/i.test(virtual ?? '') }
}
