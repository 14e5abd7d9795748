import { AppError } from '../../../../kernel/errors.ts'

/** Rows of the first sheet as text. */
export async function openWorkbook(_file: string): Promise<() => AsyncGenerator<string[][]>> {
  throw new AppError('malformed', { reason: { zh: '暂请使用 CSV。', en: 'use CSV.' } })
}
