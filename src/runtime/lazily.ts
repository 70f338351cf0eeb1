/** Loads the engine once, at first use; a failed load is tried again at the next use. */
export function lazily<T>(create: () => Promise<T>): () => Promise<T> {
  let created: Promise<T> | null = null
  return () => {
    created ??= create().catch((error: unknown) => {
      created = null
      throw error
    })
    return created
  }
}
