import { Hono } from 'hono'

/** Creates what tells a process manager that the process lives, and a balancer whether the bot answers. */
export function createHealth(isReady: () => boolean): Hono {
  return new Hono()
    .get('/healthz', (c) => c.text('alive'))
    .get('/readyz', (c) => (isReady() ? c.text('ready') : c.text('not ready', 503)))
}
