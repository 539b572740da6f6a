import { isIP } from 'node:net'
import { dirname } from 'node:path'
import { config as readDotenv } from 'dotenv'
import { z } from 'zod'
import { findOwnModel } from './embedding/model-description.ts'
import { OperatorError } from './errors.ts'
import { type Language, toLanguageOfLocale } from './i18n/languages.ts'
import { findSample } from './knowledge/folder/sample.ts'
import { type Proxy, describeProxy, findProxyVariable, parseProxy } from './proxy.ts'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const

/**
 * The number of passages from which the index is kept in a file, where the next start finds it. At 3,300 a first start
 * takes 4.9 s with the index in memory and 2.9 with the file, a later one 4.6 and 0.6 s, and the bot 423 and 305 MB.
 */
const INDEX_FILE_FROM = 2500

/** The folder for what the bot keeps, where no setting names another. */
const DATA_DIR = 'data'

/** Settings for which an empty value is a value: it switches off what they are about. */
const SWITCHES: readonly string[] = ['MODEL_DIR']

/** The folder of the articles, below the current one, where no other is named. */
const KNOWLEDGE = 'knowledge'

const toIds = (list: string) =>
  list
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')

const settingsSchema = z.object({
  BOT_API_ROOT: z
    .url({ protocol: /^https?$/, error: 'BOT_API_ROOT must be an http(s) address, such as https://api.telegram.org' })
    .default('https://api.telegram.org')
    .transform((root) => root.replace(/\/+$/, '')),
  ADMIN_IDS: z
    .string()
    .default('')
    .transform(toIds)
    .pipe(
      z.array(
        z.string().regex(/^[1-9]\d{0,15}$/, {
          error: ({ input }) =>
            `ADMIN_IDS must be Telegram user ids such as 1234567, separated by commas; "${String(input)}" is none`,
        }),
      ),
    )
    .transform((ids) => new Set(ids.map(Number))),
  KNOWLEDGE_DIR: z.string().optional(),
  DATABASE_URL: z
    .string()
    .refine((url) => /^file:./.test(url) || (/^postgres(?:ql)?:\/\//.test(url) && URL.canParse(url)), {
      // Without the value, which may hold a password.
      error:
        'DATABASE_URL must be file: and a path, such as file:data/wenzheng.db, ' +
        'or the address of a PostgreSQL database, such as postgres://user:password@host:5432/name',
    })
    .default(`file:${DATA_DIR}/wenzheng.db`),
  CACHE_DIR: z.string().optional(),
  MODEL_DIR: z
    .string()
    .default(() => findOwnModel())
    .transform((dir) => (dir.trim() === '' ? undefined : dir)),
  INDEX_FILE_FROM: z.coerce
    .number({ error: 'INDEX_FILE_FROM must be a number of passages, such as 10000' })
    .int({ error: 'INDEX_FILE_FROM must be a whole number of passages' })
    .min(0, { error: 'INDEX_FILE_FROM must not be negative' })
    .default(INDEX_FILE_FROM),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
})

const isPort = (value: string) => /^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535
const toPort = (setting: string) =>
  z
    .string()
    .refine(isPort, { error: `${setting} must be a port, a number from 1 to 65535` })
    .transform(Number)
    .optional()

const botSettingsSchema = settingsSchema
  .extend({
    BOT_TOKEN: z
      .string({
        error:
          'BOT_TOKEN is not set: ask @BotFather for one and put BOT_TOKEN=… into .env, ' +
          'or try the bot without it: npx wenzheng chat',
      })
      .regex(/^\d+:[\w-]+$/, 'BOT_TOKEN does not look like a token of @BotFather, such as 123456789:AAE…'),
    LOG_RETENTION_DAYS: z.coerce
      .number({ error: 'LOG_RETENTION_DAYS must be a number of days, such as 90; 0 keeps no text at all' })
      .int({ error: 'LOG_RETENTION_DAYS must be a whole number of days' })
      .min(0, { error: 'LOG_RETENTION_DAYS must not be negative; 0 keeps no text at all' })
      .default(90),
    WEBHOOK_URL: z
      .url({
        protocol: /^https$/,
        error:
          'WEBHOOK_URL must be the https address at which Telegram reaches the bot, ' +
          'such as https://example.com/telegram',
      })
      .optional(),
    WEBHOOK_SECRET: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,256}$/, { error: 'WEBHOOK_SECRET must be 1 to 256 of A-Z, a-z, 0-9, _ and -' })
      .optional(),
    PORT: toPort('PORT'),
    METRICS_PORT: toPort('METRICS_PORT'),
    HOST: z
      .string()
      .refine((host) => isIP(host) > 0, {
        error: 'HOST must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them',
      })
      .default('127.0.0.1'),
    WATCH: z
      .enum(['0', '1'], { error: 'WATCH must be 1, to read the knowledge folder again whenever it was changed, or 0' })
      .default('0')
      .transform((value) => value === '1'),
  })
  .superRefine(({ WEBHOOK_URL, WEBHOOK_SECRET, PORT, METRICS_PORT }, context) => {
    if (WEBHOOK_URL !== undefined && WEBHOOK_SECRET === undefined)
      context.addIssue(
        'WEBHOOK_SECRET is not set: without it anybody could post updates to WEBHOOK_URL; ' +
          'put 1 to 256 random ones of A-Z, a-z, 0-9, _ and - there',
      )
    if (WEBHOOK_URL !== undefined && PORT === undefined)
      context.addIssue('PORT is not set: it is where the bot waits for what is posted to WEBHOOK_URL')
    if (PORT !== undefined && PORT === METRICS_PORT) context.addIssue('METRICS_PORT must be another than PORT')
  })

const draftingSchema = settingsSchema
  .extend({
    LLM_URL: z
      .url({
        protocol: /^https?$/,
        error: 'LLM_URL must be the http(s) address of an OpenAI-compatible API, such as https://api.example.com/v1',
      })
      .refine((url) => !URL.canParse(url) || new URL(url).username + new URL(url).password === '', {
        error: 'LLM_URL must hold no user and password: the key stands in LLM_API_KEY',
      })
      .optional(),
    LLM_MODEL: z.string().optional(),
    // No sentence on a key quotes it.
    LLM_API_KEY: z
      .string()
      .regex(/^[\x21-\x7E]+$/, { error: 'LLM_API_KEY must be of ASCII characters, without blanks' })
      .optional(),
  })
  .superRefine(({ LLM_URL, LLM_MODEL, LLM_API_KEY }, context) => {
    const missing = Object.entries({ LLM_URL, LLM_MODEL, LLM_API_KEY }).flatMap(([name, value]) =>
      value === undefined ? [name] : [],
    )
    if (missing.length === 1 || missing.length === 2)
      context.addIssue(`${missing.join(' and ')} must be set too: LLM_URL, LLM_MODEL and LLM_API_KEY belong together`)
    if (LLM_URL !== undefined && LLM_API_KEY !== undefined && LLM_URL.includes(LLM_API_KEY))
      context.addIssue('LLM_URL must not hold the key: it stands in LLM_API_KEY alone')
  })

/** Settings of the program that drafts asks. */
export interface DraftingSettings extends Settings {
  /** The endpoint that drafts them; undefined where they are made of the text alone. */
  readonly endpoint:
    | { readonly url: string; readonly model: string; readonly key: string; readonly proxy: Proxy | undefined }
    | undefined
}

/** Settings that all programs read. */
export type Settings = Located<z.infer<typeof settingsSchema>>
/** Settings of the Telegram bot, by environment variable. */
export type BotSettings = Located<z.infer<typeof botSettingsSchema>> & {
  /** Through which Telegram is reached. */
  readonly proxy: Proxy | undefined
}

interface Folders {
  /** Where the articles are, or are to be. */
  readonly KNOWLEDGE_DIR: string
  /** The articles that come with the program, where no folder is named and there is none of that name: only to read. */
  readonly SAMPLE_DIR: string | undefined
  /** Where caches are kept: by default beside the file of the database, or in `data`. */
  readonly CACHE_DIR: string
}

type Located<T> = Omit<T, keyof Folders> & Folders

/** Settings are wrong or missing; the message has one sentence per setting. */
export class SettingsError extends OperatorError {
  override readonly name = 'SettingsError'
}

/** Environment variables, with those of `.env`. */
type Environment = Readonly<Record<string, string | undefined>>

/** Reads the environment of the process, and adds variables that only `.env` in the working directory has. */
export function readEnvironment(): Environment {
  readDotenv({ quiet: true })
  return process.env
}

/**
 * Parses the settings that all programs read.
 * @throws SettingsError naming every setting that is wrong
 */
export function parseSettings(environment: Environment): Settings {
  return addFolders(parse(settingsSchema, environment))
}

/** What the environment tells of the terminal in which a command runs. */
export interface TerminalSettings {
  /** By the first of LC_ALL, LC_MESSAGES and LANG that is set. */
  readonly language: Language
  /** No bold type: NO_COLOR is set, or the terminal has none. */
  readonly isPlain: boolean
}

/** Reads what the environment tells of the terminal; nothing in it can be wrong. */
export function readTerminalSettings({ LC_ALL, LC_MESSAGES, LANG, NO_COLOR, TERM }: Environment): TerminalSettings {
  return {
    // An empty variable counts as unset, as POSIX has it.
    language: toLanguageOfLocale(LC_ALL || LC_MESSAGES || LANG),
    isPlain: Boolean(NO_COLOR) || TERM === 'dumb',
  }
}

/**
 * Parses the settings of the Telegram bot.
 * @throws SettingsError naming every setting that is wrong or missing
 */
export function parseBotSettings(environment: Environment): BotSettings {
  const settings = parse(botSettingsSchema, environment)
  return { ...addFolders(settings), proxy: readProxy(environment, settings.BOT_API_ROOT) }
}

/**
 * Parses the settings of the program that drafts asks.
 * @throws SettingsError naming every setting that is wrong or missing
 */
export function parseDraftingSettings(environment: Environment): DraftingSettings {
  const { LLM_URL: url, LLM_MODEL: model, LLM_API_KEY: key, ...settings } = parse(draftingSchema, environment)
  const isWhole = url !== undefined && model !== undefined && key !== undefined
  const endpoint = isWhole ? { url, model, key, proxy: readProxy(environment, url) } : undefined
  return { ...addFolders(settings), endpoint }
}

function readProxy(environment: Environment, address: string): Proxy | undefined {
  const [variable, value] = findProxyVariable(environment, address) ?? []
  if (variable === undefined || value === undefined) return undefined
  const url = parseProxy(value)
  if (!url) throw new SettingsError(describeProxy(variable))
  return { url, variable }
}

function addFolders<T extends z.infer<typeof settingsSchema>>(settings: T): Located<T> {
  const { DATABASE_URL: url, KNOWLEDGE_DIR: dir } = settings
  const folder = url.startsWith('file:') ? dirname(url.replace(/^file:(?:\/\/(?=\/))?/u, '')) : DATA_DIR
  return {
    ...settings,
    KNOWLEDGE_DIR: dir ?? KNOWLEDGE,
    SAMPLE_DIR: dir === undefined ? findSample(KNOWLEDGE) : undefined,
    CACHE_DIR: settings.CACHE_DIR ?? folder,
  }
}

function parse<T>(schema: z.ZodType<T>, environment: Environment): T {
  // An empty value counts as unset: a copy of .env.example has lines without a value.
  const given = Object.fromEntries(
    Object.entries(environment).filter(
      ([name, value]) => value !== undefined && (value.trim() !== '' || SWITCHES.includes(name)),
    ),
  )
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw new SettingsError(parsed.error.issues.map(({ message }) => message).join('\n'))
  return parsed.data
}
