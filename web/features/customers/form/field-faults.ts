import type { FormInstance } from 'antd'
import { ApiProblem } from '../../../lib/api/api-problem.ts'
import type { CustomerValues } from './customer-values.ts'

const FIELDS = [
  'name',
  'formOfAddress',
  'sex',
  'birthday',
  'leadSource',
  'city',
  'address',
  'plates',
  'tags',
  'notes',
  'ownerId',
  'storeId',
] as const

/** Puts the server's field errors at the fields; `/contacts/0` is the first contact that was sent. @returns whether each found its field */
export function showFaults(form: FormInstance<CustomerValues>, error: unknown): boolean {
  if (!(error instanceof ApiProblem) || error.errors.length === 0) return false
  const sent = (['phone', 'wechat', 'email'] as const).filter((kind) => form.getFieldValue(kind))
  const placed = error.errors.map(({ pointer, detail }) => {
    const [, first, index] = pointer.split('/')
    const name = first === 'contacts' ? sent[Number(index ?? 0)] : FIELDS.find((field) => field === first)
    if (name) form.setFields([{ name, errors: [detail] }])
    return name !== undefined
  })
  return placed.every(Boolean)
}
