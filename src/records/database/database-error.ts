import { OperatorError } from '../../errors.ts'

/** The database cannot be used; the message says why, and what to do. */
export class DatabaseError extends OperatorError {
  override readonly name = 'DatabaseError'
}

/** The number of SQLITE_CANTOPEN, which libsql gives as a number in a message, without a code. */
const CANNOT_OPEN = /Unable to open connection .*: 14\b/u
/** Kysely's message where a migration has run that this version does not know. */
const NEWER = /previously executed migration .* is missing/u

/** What is wrong, by the code of the system or of SQLite. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM)/u,
    'its folder and the file must be writable for the user that runs the bot',
  ],
  [/^(?:ENOTDIR|EEXIST|EISDIR)/u, 'a file stands where a folder should be, or the other way round'],
  [/^(?:ENOSPC|EDQUOT|SQLITE_FULL)/u, 'the disk is full'],
  [/^(?:SQLITE_BUSY|SQLITE_LOCKED)/u, 'another process holds it: end that one, or name another file in DATABASE_URL'],
  [/^(?:ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOSTUNREACH|08|57P)/u, 'the server cannot be reached: check its host and port'],
  [/^28/u, 'the server refuses the user: check the name and the password'],
  [/^3D000/u, 'the server has no such database: create it'],
  [/^42501/u, 'the user may not create tables there: grant CREATE on its schema'],
  [/^(?:SQLITE_NOTADB|SQLITE_CORRUPT)/u, 'it is damaged, or no database: put back a copy, or move it away'],
]

/** Explains in a sentence why a database cannot be used, where that is known; any other error stays as it is. */
export function explainDatabase(error: unknown, given: string): unknown {
  if (!(error instanceof Error)) return error
  const url = withoutPassword(given)
  if (NEWER.test(error.message))
    return new DatabaseError(
      `the database ${url} was made by a newer version of this program: ` +
        'update the program, or name another database in DATABASE_URL',
    )
  const stated = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const code = CANNOT_OPEN.test(error.message) ? 'SQLITE_CANTOPEN' : stated
  const reason = REASONS.find(([pattern]) => pattern.test(code))?.[1]
  return reason === undefined ? error : new DatabaseError(`the database ${url} cannot be used (${code}): ${reason}`)
}

/** The address of a server without its user, password and parameters; any other stays as it is. */
function withoutPassword(url: string): string {
  if (url.startsWith('file:') || !URL.canParse(url)) return url
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}
