import path from 'node:path'
import { AppError } from '../errors.ts'

/** A refusal with what to do about it. */
export const refused = (zh: string, en: string): AppError => new AppError('rule_broken', { reason: { zh, en } })

/** Something in a backup is not what was written. */
export const damaged = (what: string): AppError =>
  refused(
    `备份已损坏(${path.basename(what)}),请使用另一份备份。`,
    `The backup is damaged (${path.basename(what)}): use another one.`,
  )

export const noBackup = (place: string): AppError =>
  refused(`${place} 不是完整的备份:缺少 manifest.json。`, `${place} is not a complete backup: it has no manifest.json.`)

export const newerFormat = (): AppError =>
  refused('此备份由更新版本的熟客制作,请先升级。', 'This backup was made by a newer version of Shuke: update Shuke first.')

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`

export const noRoom = (place: string, needed: number, free: number): AppError =>
  refused(
    `磁盘空间不足:${place} 需要约 ${megabytes(needed)},只剩 ${megabytes(free)}。请清理或用 SHUKE_BACKUP_DIR 换一个位置。`,
    `Not enough room: ${place} needs about ${megabytes(needed)} and has ${megabytes(free)}. Make room, or name another place in SHUKE_BACKUP_DIR.`,
  )

export const diskFull = (place: string): AppError =>
  refused(
    `备份时磁盘写满(${place}),未完成的备份已删除。请清理或用 SHUKE_BACKUP_DIR 换一个位置。`,
    `The disk of ${place} became full; the unfinished backup was removed. Make room, or name another place in SHUKE_BACKUP_DIR.`,
  )

export const alreadyRunning = (): AppError =>
  new AppError('conflict', { reason: { zh: '已有备份正在进行。', en: 'another backup is being made.' } })
