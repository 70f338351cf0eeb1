/** Where uploaded files wait until they are imported: a folder on Node, R2 on Workers. */
export type UploadStore = {
  /**
   * Keeps a file.
   *
   * @param maxBytes - a longer file is not kept
   * @returns its length; null when it is longer
   */
  save(key: string, body: ReadableStream<Uint8Array>, maxBytes: number): Promise<number | null>
  /** The file, piece by piece; can be opened again and again. */
  open(key: string): AsyncIterable<Uint8Array>
  remove(key: string): Promise<void>
}
