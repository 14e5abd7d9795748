import { AppError } from '../../../kernel/errors.ts'
import type { ImportKind } from '../../../kernel/seams/import-kind.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'

/** The kind by its name, out of those that the modules bring. @throws AppError rule_broken for an unknown one */
export function kindOf(ctx: Ctx, name: string): ImportKind {
  const kind = ctx.seams.importKinds.find((one) => one.kind === name)
  if (kind) return kind
  const known = ctx.seams.importKinds.map((one) => one.kind).join(', ')
  throw new AppError('rule_broken', {
    reason: { zh: `没有“${name}”这种导入。可用:${known}。`, en: `there is no import of "${name}". Known: ${known}.` },
  })
}
