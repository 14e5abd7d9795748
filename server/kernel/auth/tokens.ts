import { createHash } from 'node:crypto'

/** Opaque tokens are random enough that a plain SHA-256 is their whole protection at rest. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

export const SESSION_COOKIE = 'shuke_session'
export const API_KEY_PREFIX = 'shk_'
export const SESSION_DAYS = 30
/** A session that nobody used for this long is over, whatever its end. */
export const SESSION_IDLE_HOURS = 72
