/** PostgreSQL parameters by name. */
export type ServerSettings = Record<string, string>

/** What the launcher relies on; no caller can change these. */
export function fixedSettings(port: number): ServerSettings {
  return {
    port: String(port),
    listen_addresses: '127.0.0.1',
    // A socket path over 107 bytes does not start, and directories with Chinese names reach that.
    unix_socket_directories: '',
    ssl: 'off',
    logging_collector: 'off',
    log_destination: 'stderr',
  }
}

/** Sized for a shop on a small machine: database, supervisor and server together stay below 512 MB. */
export const shopSettings: ServerSettings = {
  shared_buffers: '96MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_connections: '80',
  max_wal_size: '512MB',
  max_worker_processes: '4',
  max_logical_replication_workers: '0',
  max_parallel_workers: '2',
  max_parallel_workers_per_gather: '1',
  max_parallel_maintenance_workers: '1',
  autovacuum_max_workers: '2',
  // Reading in the backend itself saves the three I/O processes of PostgreSQL 18.
  io_method: 'sync',
  random_page_cost: '1.1',
  jit: 'off',
  // The server reports errors to its client. Its log must hold no statement, key or value: they are personal data.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // A backend in a long query notices a client that was killed; Windows has no way to see that.
  ...(process.platform === 'win32' ? {} : { client_connection_check_interval: '10s' }),
}

/** `-c name=value` arguments; later maps win over earlier ones. */
export function settingArguments(...maps: ServerSettings[]): string[] {
  return Object.entries(Object.assign({}, ...maps) as ServerSettings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
