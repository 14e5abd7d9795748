import { analyze, FIGURES, type Figure } from '../modules/value/index.ts'
import { type CliCommand, optional, UsageError } from './command.ts'

const LETTERS: Record<string, string> = { tier_a: 'A', tier_b: 'B', tier_c: 'C', tier_d: 'D' }
const percent = (share: number) => `${(share * 100).toFixed(1)} %`

export const command: CliCommand = {
  name: 'analyze',
  usage: 'shuke analyze --org SLUG [--as-of YYYY-MM-DD] [--only rfm,pyramid] [--json]',
  options: { org: { type: 'string' }, 'as-of': { type: 'string' }, only: { type: 'string' } },
  async run(cli) {
    const asOf = optional(cli, 'as-of')
    if (asOf !== undefined && (!/^\d{4}-\d{2}-\d{2}$/.test(asOf) || Number.isNaN(Date.parse(asOf))))
      throw new UsageError('--as-of: a day such as 2026-01-31')
    const only = optional(cli, 'only')
      ?.split(',')
      .map((name) => name.trim())
    const unknown = only?.find((name) => !FIGURES.includes(name as Figure))
    if (unknown !== undefined) throw new UsageError(`--only: known are ${FIGURES.join(', ')}`)
    const result = await analyze(await cli.orgCtx(), { ...(asOf && { asOf }), ...(only && { only: only as Figure[] }) })
    const { pyramid } = result
    // The command line writes tiers as A–D, by exception; elsewhere they have names.
    const shown = pyramid
      ? { ...result, pyramid: { ...pyramid, tiers: pyramid.tiers.map((tier) => ({ ...tier, tier: LETTERS[tier.tier] })) } }
      : result
    const tiers = pyramid
      ? pyramid.tiers.map((tier) => `${LETTERS[tier.tier]} ${tier.customers} (${percent(tier.revenueShare)})`).join(', ')
      : ''
    cli.print(shown, `${result.asOf}: ${result.customers} customers. ${tiers}`)
    return 0
  },
}
