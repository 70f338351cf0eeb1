// Memory of a Worker as its inspector tells it.

/** The heap of one Worker. */
export type Heap = {
  start(): void
  /** The most megabytes seen since the start; part of them could have been collected. */
  stop(): Promise<number>
  close(): void
}

/** Watches the JavaScript heap of the Worker through its inspector. */
export async function openHeap(port: number): Promise<Heap> {
  const list = await fetch(`http://127.0.0.1:${port}/json`)
  const [target] = (await list.json()) as { webSocketDebuggerUrl: string }[]
  // The proxy in front of the inspector refuses pages of other sites, and takes who names none for one.
  const options = { headers: { origin: 'http://localhost' } }
  const socket = new (WebSocket as new (url: string, options: object) => WebSocket)(
    target?.webSocketDebuggerUrl ?? '',
    options
  )
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', reject, { once: true })
  })
  type Usage = { readonly usedSize?: number; readonly backingStorageSize?: number }
  const waiting = new Map<number, (result: Usage) => void>()
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data))
    waiting.get(id)?.(result ?? {})
    waiting.delete(id)
  })
  let lastId = 0
  const ask = (method: string) =>
    new Promise<Usage>((resolve) => {
      waiting.set(++lastId, resolve)
      socket.send(JSON.stringify({ id: lastId, method }))
    })
  const usedMb = async () => {
    const { usedSize = 0, backingStorageSize = 0 } = await ask('Runtime.getHeapUsage')
    return Math.round((usedSize + backingStorageSize) / 1e6)
  }
  await ask('Runtime.enable')
  let isOn = false
  let peakMb = 0
  let watching = Promise.resolve()
  return {
    start() {
      isOn = true
      peakMb = 0
      watching = (async () => {
        while (isOn) {
          peakMb = Math.max(peakMb, await usedMb())
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      })()
    },
    async stop() {
      isOn = false
      await watching
      return peakMb
    },
    close: () => socket.close(),
  }
}
