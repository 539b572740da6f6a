type Fetch = typeof globalThis.fetch

/**
 * Fetches as `globalThis.fetch` does, and accepts any AbortSignal. grammY passes the polyfill of the package
 * abort-controller, which `fetch` of Node 24 refuses; a native signal is passed on unchanged.
 *
 * With a foreign signal the promise resolves once the body is read, so that an abort covers the body too.
 */
export async function fetchWithNativeSignal(...[input, init]: Parameters<Fetch>): Promise<Response> {
  const foreign = init?.signal
  if (!foreign || foreign instanceof AbortSignal) return fetch(input, init)
  const { signal, release } = toNativeSignal(foreign)
  try {
    const response = await fetch(input, { ...init, signal })
    return new Response(await response.arrayBuffer(), response)
  } finally {
    release()
  }
}

/** Creates a native signal that follows a foreign one until it is released. */
function toNativeSignal(foreign: AbortSignal): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController()
  const abort = () => controller.abort(foreign.reason)
  if (foreign.aborted) abort()
  else foreign.addEventListener('abort', abort)
  return { signal: controller.signal, release: () => foreign.removeEventListener('abort', abort) }
}
