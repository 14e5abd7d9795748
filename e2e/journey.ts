import { type BrowserContext, test as base, expect } from '@playwright/test'

export { expect }

/** A page that nobody is signed in to asks who it is; the browser reports the honest 401 as an error of the console. */
const isQuestionWhoAmI = (text: string, url: string) => /\b401\b/.test(text) && url.endsWith('/api/v1/sessions/current')

/** Collects what a person never sees but a developer must: console errors, uncaught exceptions, broken security policy, 5xx. */
async function complaintsOf(context: BrowserContext): Promise<string[]> {
  const complaints: string[] = []
  await context.exposeBinding('reportViolation', (_source, violation: string) =>
    complaints.push(`content security policy: ${violation}`),
  )
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { reportViolation } = window as unknown as { reportViolation: (violation: string) => void }
      reportViolation(`${event.violatedDirective} blocked ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`)
    })
  })
  context.on('console', (message) => {
    const { url } = message.location()
    if (message.type() === 'error' && !isQuestionWhoAmI(message.text(), url))
      complaints.push(`console: ${message.text()} (${url})`)
  })
  context.on('weberror', (error) => complaints.push(`exception: ${error.error().stack ?? error.error().message}`))
  context.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()}: ${response.request().method()} ${response.url()}`)
  })
  return complaints
}

/** Every journey fails when the browser complained on the way, even if all that was looked for was there. */
export const test = base.extend<{
  /** Refusals that the journey provokes on purpose, as `401 /api/v1/sessions`; each must then happen. */
  provoked: string[]
}>({
  provoked: [
    async ({ context }, use) => {
      const provoked: string[] = []
      const complaints = await complaintsOf(context)
      await use(provoked)
      const isMeant = (complaint: string, refusal: string) => {
        const [status = '', path = ''] = refusal.split(' ')
        return complaint.includes(` ${status} `) && new RegExp(`${path}(\\?.*)?\\)$`).test(complaint)
      }
      for (const refusal of provoked)
        expect(
          complaints.some((complaint) => isMeant(complaint, refusal)),
          `${refusal} was to be provoked`,
        ).toBe(true)
      const rest = complaints.filter((complaint) => !provoked.some((refusal) => isMeant(complaint, refusal)))
      expect(rest, 'what the browser complained about').toEqual([])
    },
    { auto: true },
  ],
})
