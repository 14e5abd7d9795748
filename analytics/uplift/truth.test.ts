import { describe, expect, it } from 'vitest'
import { command } from '../cli/uplift.ts'
import { truth, truthAvailable, truthPath } from '../testing/truth-files.ts'
import { checkSampleRatio } from './sample-ratio.ts'

type Segment = Record<string, number>
interface Printed {
  rows: number
  kind: string
  control: Record<string, number>
  arms: Record<string, Record<string, number> & { interval: [number, number] }>
}

const CONTROL = 'No E-Mail'

describe.skipIf(!truthAvailable)(
  'Hillstrom’s e-mail test: lifts as published and as R computes them',
  { timeout: 60_000 },
  () => {
    const run = (outcome: string) =>
      command.run([
        truthPath('hillstrom_email_campaign.csv'),
        '--arm',
        'segment',
        '--control',
        CONTROL,
        '--outcome',
        outcome,
      ]) as Promise<Printed>
    const published = () => truth<{ rows: number; segments: Record<string, Segment> }>('campaign.hillstrom')

    it.each([
      ['visit', 'visits', 'visit_lift_pp', 'visit_z'],
      ['conversion', 'conversions', 'conversion_lift_pp', 'conversion_z'],
    ])('%s', async (outcome, count, lift, z) => {
      const { rows, segments } = published()
      const printed = await run(outcome)
      expect(printed).toMatchObject({ rows, kind: 'rate' })
      expect(printed.control).toMatchObject({ n: segments[CONTROL]!.n, successes: segments[CONTROL]![count] })
      for (const [name, arm] of Object.entries(printed.arms)) {
        const expected = segments[name]!
        expect(arm).toMatchObject({ n: expected.n, successes: expected[count] })
        expect(Math.abs(arm.rate! - expected[outcome]!)).toBeLessThan(1e-5)
        expect(Math.abs(arm.liftPp! - expected[lift]!)).toBeLessThan(1e-4)
        expect(Math.abs(arm.z! - expected[z]!)).toBeLessThan(1e-3)
        expect(arm.interval[0]).toBeGreaterThan(0)
      }
    })

    it('spend a head, by Welch', async () => {
      const { segments } = published()
      const printed = await run('spend')
      expect(printed.kind).toBe('money')
      expect(Math.abs(printed.control.total! - segments[CONTROL]!.spend_total!)).toBeLessThan(0.01)
      for (const [name, arm] of Object.entries(printed.arms)) {
        const expected = segments[name]!
        expect(Math.abs(arm.mean! - expected.spend!)).toBeLessThan(1e-5)
        expect(Math.abs(arm.total! - expected.spend_total!)).toBeLessThan(0.01)
        expect(Math.abs(arm.t! - expected.spend_welch_t!)).toBeLessThan(1e-3)
        expect(Math.abs(arm.pValue! / expected.spend_p! - 1)).toBeLessThan(1e-3)
      }
    })

    it('the three arms are the thirds they were meant to be', () => {
      const { segments } = published()
      const names = Object.keys(segments)
      const arms = names.map((name) => ({ name, share: 1 / names.length }))
      expect(
        checkSampleRatio(
          arms,
          names.map((name) => segments[name]!.n!),
        ).sound,
      ).toBe(true)
    })

    it('an outcome that is no number is refused with its row, an unknown control with the arms there are', async () => {
      const file = truthPath('hillstrom_email_campaign.csv')
      await expect(command.run([file, '--arm', 'segment', '--control', CONTROL, '--outcome', 'channel'])).rejects.toThrow(
        /channel\[0\]/,
      )
      await expect(command.run([file, '--arm', 'segment', '--control', 'Nobody', '--outcome', 'visit'])).rejects.toThrow(
        /Mens E-Mail/,
      )
    })
  },
)
