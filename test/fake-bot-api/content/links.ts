import { refuseBad } from '../server/refusal.ts'

/** Says whether Telegram passes a start parameter on to the bot. */
export function isStartParameter(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text)
}

/** Refuses a link to a bot whose start parameter would never arrive: Telegram itself takes the link and says nothing. */
export function checkStartLink(url: string): void {
  const start = botLinkOf(url)?.start
  if (typeof start === 'string' && !isStartParameter(start))
    refuseBad(`the fake refuses a start parameter that gets lost: ${url}`)
}

/** Says whether a link starts this very bot, with a parameter that arrives. */
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
