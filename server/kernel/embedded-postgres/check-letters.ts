/** Anything that runs one statement, such as a pool or a client of `pg`. */
export interface Queries {
  query(sql: string): Promise<{ rows: unknown[] }>
}

/**
 * Refuses a database that does not know letters outside ASCII: with LC_CTYPE "C" no Chinese sign is a letter, É has no lower
 * case, and searching by name would silently find nothing. The embedded database always passes; a foreign one is asked once.
 */
export async function checkLetters(database: Queries): Promise<void> {
  const sql = `select current_setting('server_encoding') as encoding, lower('É') = 'é' and '王' ~ '^[[:alpha:]]$' as knows_letters`
  const [row] = (await database.query(sql)).rows as { encoding: string; knows_letters: boolean }[]
  if (row?.encoding === 'UTF8' && row.knows_letters) return
  throw new Error(
    `This database (encoding ${row?.encoding}) does not know Chinese or accented letters. Make one with UTF-8 letters, for example ` +
      `create database shuke template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8', and name it in DATABASE_URL.`,
  )
}
