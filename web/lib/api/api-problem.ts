import type { FieldError, Problem } from '@shuke/contract/shared/errors.ts'

/**
 * What the API answered instead of a result (RFC 9457). Two codes are of our own: `offline` (status 0, no answer at all) and
 * `unreadable` (an answer that is not the server's).
 */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly errors: readonly FieldError[]
  readonly requestId: string | undefined

  constructor(problem: Partial<Problem> & { code: string }) {
    super(problem.detail ?? problem.code)
    this.name = 'ApiProblem'
    this.status = problem.status ?? 0
    this.code = problem.code
    this.detail = problem.detail ?? ''
    this.errors = problem.errors ?? []
    this.requestId = problem.requestId
  }

  /** The text for one field of the body, by its name or JSON pointer. */
  faultOf(field: string): string | undefined {
    const pointer = field.startsWith('/') ? field : `/${field}`
    return this.errors.find((error) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`))?.detail
  }
}

/** Reads a failed answer; proxies in between may answer in HTML. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '')
  const body = isJson ? ((await response.json().catch(() => undefined)) as Partial<Problem> | undefined) : undefined
  return new ApiProblem({ ...body, status: response.status, code: body?.code ?? 'unreadable' })
}
