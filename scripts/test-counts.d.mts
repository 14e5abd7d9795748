export interface Counts {
  passed: number
  failed: number
  skipped: number
  tests: number
}
export function fromVitest(report: object, ok: boolean): Counts
export function fromPlaywright(report: object, ok: boolean): Counts
