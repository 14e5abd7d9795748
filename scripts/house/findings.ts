/** One place where the house rules are broken, or nearly so. */
export interface Finding {
  /** Stable name of the rule, as the tests and the output use it. */
  rule: string
  /** Path from the root of the project, with forward slashes. */
  file: string
  line?: number
  /** What is wrong and what to do. */
  message: string
  level: 'error' | 'warning'
}

/** `file:line rule: message`, the form editors and terminals can open. */
export const printed = ({ rule, file, line, message, level }: Finding): string =>
  `${level === 'warning' ? 'warning ' : ''}${file}${line ? `:${line}` : ''}  ${rule}: ${message}`
