import { refuseBad } from '../server/refusal.ts'

/** Whether Telegram passes a start parameter on to the bot. */
export function isStartParameter(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text)
}

/** Refuses a link whose start parameter would not reach the bot: Telegram takes such a link, and drops the parameter. */
export function checkStartLink(url: string): void {
  const start = botLinkOf(url)?.start
  if (typeof start === 'string' && !isStartParameter(start))
    refuseBad(`the fake refuses a start parameter that gets lost: ${url}`)
}

/** Whether a link starts this bot, with a parameter that reaches it. */
export function startsBot(url: string, username: string): boolean {
  const link = botLinkOf(url)
  return (
    link?.protocol === 'https:' &&
    link.username.toLowerCase() === username.toLowerCase() &&
    typeof link.start === 'string' &&
    isStartParameter(link.start)
  )
}

interface BotLink {
  protocol: string
  username: string
  start: string | null
}

function botLinkOf(url: string): BotLink | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, hostname, pathname, searchParams } = new URL(url)
  const username = /^\/(\w+)\/?$/.exec(pathname)?.[1]
  const isTelegram = /^https?:$/.test(protocol) && /^(t|telegram)\.me$/.test(hostname)
  return isTelegram && username ? { protocol, username, start: searchParams.get('start') } : undefined
}
