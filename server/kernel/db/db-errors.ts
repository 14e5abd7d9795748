import { AppError } from '../errors.ts'

interface PgError {
  code?: string
  detail?: string
  message?: string
}

/**
 * What a database refusal means to a caller; undefined when it is our own fault. Mapped on SQLSTATE only: constraint names come back
 * changed or empty on Citus.
 */
export function errorFromDatabase(error: unknown): AppError | undefined {
  const { code } = error as PgError
  switch (code) {
    case '23505':
      return new AppError('conflict', { reason: { zh: '同样的记录已经存在。', en: 'the same record exists already.' } })
    case '23503':
      return new AppError('unknown_reference', { field: '—', what: { zh: '记录', en: 'record' } })
    case '22P05':
    case '22021':
      return new AppError('malformed', { reason: { zh: '含有无法保存的字符。', en: 'text that cannot be stored.' } })
    case '22003':
      return new AppError('rule_broken', { reason: { zh: '数值超出范围。', en: 'a number is out of range.' } })
    case '40001':
    case '40P01':
      return new AppError('conflict', {
        reason: { zh: '同时有人在修改,请重试。', en: 'somebody changed the same rows at the same time: try again.' },
      })
    case '57P01':
    case '57P03':
    case '08006':
    case '08001':
    case '08003':
    case 'ECONNREFUSED':
    case 'ECONNRESET':
      return new AppError('not_ready', { reason: { zh: '数据库暂时连不上。', en: 'the database cannot be reached.' } })
    default:
      return undefined
  }
}
