/**
 * What may be written down of an unexpected error: its name, its code and the place in our code. Messages and details stay out,
 * because a database quotes the values it refuses and those may be personal.
 */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  const place = /\/((?:server|analytics|contract)\/[^\s():]+:\d+)/.exec(error.stack ?? '')?.[1]
  return [error.name, code, constraint, place && `at ${place}`]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' ')
}
