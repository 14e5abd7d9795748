import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65535)
const flag = z.union([
  z.boolean(),
  z.enum(['1', 'true', 'yes', '0', 'false', 'no']).transform((value) => ['1', 'true', 'yes'].includes(value)),
])
const list = z.union([
  z.array(z.string()),
  z.string().transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  ),
])

/**
 * Every setting of the program: environment variable → schema and default. A command-line flag (`--data-dir`) is the same
 * setting as its environment twin (`SHUKE_DATA_DIR`) and wins over it.
 */
const SETTINGS = {
  SHUKE_PORT: port.default(3000),
  SHUKE_HOST: z.string().default('127.0.0.1'),
  /** Host names, besides loopback and SHUKE_HOST, that the server answers to. */
  SHUKE_HOSTS: list.default([]),
  SHUKE_DATA_DIR: z.string().optional(),
  SHUKE_ROLE: z.enum(['web', 'worker', 'all']).default('all'),
  SHUKE_DEMO: flag.default(true),
  /** The application role's connection; empty means the embedded PostgreSQL. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** The owner role's connection, needed to migrate. */
  SHUKE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  SHUKE_DB_POOL: z.coerce.number().int().min(2).max(200).default(12),
  SHUKE_KEY_FILE: z.string().optional(),
  /** Where backups go; the folder `backups` of the data folder when empty. */
  SHUKE_BACKUP_DIR: z.string().optional(),
  SHUKE_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  SHUKE_METRICS_TOKEN: z.string().min(16).optional(),
  SHUKE_RATE_LIMIT: z.coerce.number().int().min(0).default(6000),
  SHUKE_MAX_UPLOAD_MB: z.coerce.number().int().min(1).default(2048),
}
type SettingName = keyof typeof SETTINGS
export type Config = { [Name in SettingName]: z.output<(typeof SETTINGS)[Name]> }

export class ConfigError extends Error {
  override name = 'ConfigError'
}

const flagName = (name: string) =>
  `--${name
    .replace(/^SHUKE_/, '')
    .toLowerCase()
    .replaceAll('_', '-')}`

/** Settings that the command line can give; the others are named by their environment variable alone. */
const FLAGS = new Set(['--port', '--host', '--hosts', '--data-dir', '--role', '--log'])
const nameOf = (name: string) => (FLAGS.has(flagName(name)) ? `${name} (${flagName(name)})` : name)

/**
 * Reads the settings from flags (camel-cased or kebab-cased without `--`, e.g. `{ 'data-dir': '/x' }`) and the environment.
 * @throws ConfigError naming each bad setting, what it holds and what is expected.
 */
export function loadConfig(env: Record<string, string | undefined>, flags: Record<string, unknown> = {}): Config {
  const problems: string[] = []
  const config: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(SETTINGS)) {
    const given = flags[flagName(name).slice(2)] ?? (env[name] === '' ? undefined : env[name])
    const result = schema.safeParse(given)
    if (result.success) config[name] = result.data
    else
      problems.push(`${nameOf(name)}: ${JSON.stringify(given)} — ${result.error.issues.map((issue) => issue.message).join('; ')}`)
  }
  if (problems.length > 0) throw new ConfigError(`Settings that cannot be used:\n  ${problems.join('\n  ')}`)
  return config as Config
}
