import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { SourceFile } from '../api-client.ts'

/** Endings that the file chooser offers; the service reads the content, not the name alone. */
const ACCEPTED = '.csv,.tsv,.txt,.xlsx,.jsonl,.ndjson,.json'

type Props = {
  readonly note: string
  open(file: SourceFile): void
  /** Buttons beside the chooser. */
  readonly children?: ComponentChildren
}

/** Takes a file that is dropped or chosen. */
export function DropArea({ note, open, children }: Props) {
  const [isOver, setIsOver] = useState(false)
  const take = (file: File | undefined) => {
    if (file) open({ name: file.name, body: file })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and screen readers use the chooser inside
    <div
      class={isOver ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        take(event.dataTransfer?.files[0])
      }}
    >
      <p class="drop-title">Drop a file here</p>
      <p class="soft">{note}</p>
      <input
        type="file"
        id="file"
        class="hidden-input"
        accept={ACCEPTED}
        onChange={(event) => take(event.currentTarget.files?.[0])}
      />
      <p class="buttons">
        <label for="file" class="button">
          Choose a file
        </label>
        {children}
      </p>
    </div>
  )
}
