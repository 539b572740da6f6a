import { type CreateTableBuilder, type Kysely, type Migration, PostgresAdapter, sql } from 'kysely'

/**
 * The migrations in their order. A released one never changes. Each checks for existing tables, because two processes
 * may start with one new file at once.
 */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-chosen-languages': { up: createChosenLanguages },
  '002-queries': { up: createQueries },
  '003-votes': { up: createVotes },
  '004-decisions': { up: createDecisions },
  '005-vectors': { up: createVectors },
  '006-updates': { up: createUpdates },
  '007-memories': { up: createMemories },
  '008-copies': { up: createCopies },
}

async function createChosenLanguages({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('chosen_languages')
    .ifNotExists()
    .addColumn('user', 'text', (column) => column.primaryKey())
    .addColumn('language', 'text', (column) => column.notNull())
    .execute()
}

async function createQueries(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  const addNumber = toAddNumber(database)
  await schema
    .createTable('queries')
    .ifNotExists()
    .$call(addNumber)
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('user', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('chat_kind', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('query', 'text')
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('is_answered', 'integer', (column) => column.notNull())
    .addColumn('passages', 'text', (column) => column.notNull())
    .addColumn('milliseconds', 'real', (column) => column.notNull())
    .execute()
  await schema
    .createTable('presses')
    .ifNotExists()
    .$call(addNumber)
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('user', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .execute()
  for (const [name, table, column] of [
    ['queries_at', 'queries', 'at'],
    ['queries_message', 'queries', 'message'],
    ['presses_at', 'presses', 'at'],
  ] as const) {
    await schema.createIndex(name).ifNotExists().on(table).column(column).execute()
  }
}

/**
 * What several copies remember for minutes. Unlogged in PostgreSQL: what people asked must not stay in its log, nor in
 * what is copied from that, and after a crash of the server nobody misses it.
 */
async function createMemories(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .createTable('memories')
    .ifNotExists()
    .$call((table) => (isPostgres(database) ? table.modifyFront(sql`unlogged`) : table))
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('content', 'bytea', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .execute()
  await schema.createIndex('memories_until').ifNotExists().on('memories').column('until').execute()
}

/** What copies of the bot tell each other, and the knowledge that they share. */
async function createCopies({ schema }: Kysely<unknown>): Promise<void> {
  const create = (table: string) => schema.createTable(table).ifNotExists()
  await create('versions')
    .addColumn('subject', 'text', (column) => column.primaryKey())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .execute()
  await create('copies')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('updates', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .execute()
  await create('knowledge_in_use')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .execute()
  await create('written_files')
    .addColumn('file', 'text', (column) => column.primaryKey())
    .addColumn('content', 'bytea', (column) => column.notNull())
    .addColumn('base', 'bytea')
    .addColumn('exported', 'bytea')
    .addColumn('version', 'bigint', (column) => column.notNull())
    .execute()
  await create('reloads')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('proposer', 'text', (column) => column.notNull())
    .addColumn('force', 'text', (column) => column.notNull())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('decision', 'text', (column) => column.notNull())
    .execute()
  await create('reload_votes')
    .addColumn('reload', 'text', (column) => column.notNull())
    .addColumn('copy', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('state', 'text')
    .addPrimaryKeyConstraint('reload_votes_once', ['reload', 'copy'])
    .execute()
}

function isPostgres(database: Kysely<unknown>): boolean {
  return database.getExecutor().adapter instanceof PostgresAdapter
}

/** Gives what adds a column of numbers that the database counts up, for which the dialects have words of their own. */
function toAddNumber(database: Kysely<unknown>) {
  const isCounted = isPostgres(database)
  return <T extends string>(table: CreateTableBuilder<T>): CreateTableBuilder<T, 'id'> =>
    isCounted
      ? table.addColumn('id', 'bigserial', (column) => column.primaryKey())
      : table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
}

async function createVotes({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('votes')
    .ifNotExists()
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('user', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('is_up', 'integer', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addPrimaryKeyConstraint('votes_one_each', ['message', 'user'])
    .execute()
  await schema.createIndex('votes_at').ifNotExists().on('votes').column('at').execute()
}

async function createDecisions({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('decisions')
    .ifNotExists()
    .addColumn('wording', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('lesson', 'text', (column) => column.notNull())
    .execute()
}

/** `bytea` is the type in PostgreSQL; SQLite keeps bytes as they are in a column of any type. */
async function createVectors({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('vectors')
    .ifNotExists()
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('recipe', 'text', (column) => column.notNull())
    .addColumn('used_at', 'bigint', (column) => column.notNull())
    .addColumn('vector', 'bytea', (column) => column.notNull())
    .execute()
  await schema.createIndex('vectors_used_at').ifNotExists().on('vectors').column('used_at').execute()
  await schema.createIndex('vectors_recipe').ifNotExists().on('vectors').column('recipe').execute()
}

async function createUpdates({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('updates')
    .ifNotExists()
    .addColumn('bot', 'text', (column) => column.notNull())
    .addColumn('id', 'bigint', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('held_until', 'bigint')
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('starts', 'integer', (column) => column.notNull())
    .addColumn('content', 'bytea')
    .addPrimaryKeyConstraint('updates_once', ['bot', 'id'])
    .execute()
  await schema.createIndex('updates_at').ifNotExists().on('updates').column('at').execute()
  await schema.createIndex('updates_held_until').ifNotExists().on('updates').column('held_until').execute()
}
