import { AppError, notFound } from '../../../kernel/errors.ts'
import type { TodaySource } from '../../../kernel/seams/seams.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'

interface Item {
  source: string
  itemId: string
}

/** The source's own verb for an act; it authorises again, by its own permission. @throws AppError not_found, rule_broken */
function verbOf<Act extends 'done' | 'postpone' | 'passOn' | 'undo'>(ctx: Ctx, name: string, act: Act) {
  authorize(ctx, 'tasks.update')
  const source: TodaySource | undefined = ctx.seams.todaySources.find((one) => one.source === name)
  if (!source) throw notFound({ zh: '来源', en: 'source' })
  const verb = source[act]
  if (!verb) throw new AppError('rule_broken', { reason: { zh: '这一项不能这样处理。', en: 'this item knows no such act.' } })
  return verb as NonNullable<TodaySource[Act]>
}

export const finishItem = async (ctx: Ctx, { source, itemId }: Item, input: { note?: string; channel?: string }) =>
  verbOf(ctx, source, 'done')(ctx, itemId, input)
export const postponeItem = async (ctx: Ctx, { source, itemId }: Item, input: { dueDay: string }) =>
  verbOf(ctx, source, 'postpone')(ctx, itemId, input)
export const passOnItem = async (ctx: Ctx, { source, itemId }: Item, input: { staffId: string }) =>
  verbOf(ctx, source, 'passOn')(ctx, itemId, input)
export const undoItem = async (ctx: Ctx, { source, itemId }: Item) => verbOf(ctx, source, 'undo')(ctx, itemId)
