import { type Logger, pino } from 'pino'

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'child'>

/** Structured log on stderr. Never given request bodies, URLs with parameters or personal data: routes are logged as templates. */
export const createLog = (level: string): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['phone', 'email', 'name', 'password', '*.phone', '*.email', '*.password'],
    },
    pino.destination(2),
  )

export const silentLog: Log = pino({ level: 'silent' })
