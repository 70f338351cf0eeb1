import { arch, cpus, platform } from 'node:os'

/** Machine and runtime, for the head of each table. */
export function machine(): string {
  const [cpu] = cpus()
  return `Node ${process.versions.node}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${platform()} ${arch()}`
}

/** One thing to measure. */
export type Variant = { readonly name: string; readonly run: () => Promise<unknown> | unknown }

/**
 * Runs all variants in rounds, in reversed order every second round, so that neither profits from a
 * warm machine.
 *
 * @returns milliseconds of each round by variant
 */
export async function measureRounds(
  variants: readonly Variant[],
  rounds: number
): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>(variants.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? variants : [...variants].reverse()
    for (const { name, run } of order) {
      const startMs = performance.now()
      await run()
      times.get(name)?.push(performance.now() - startMs)
    }
  }
  return times
}

/** The value below which a share of the values lies (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return (
    sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ??
    Number.NaN
  )
}

/** Prints rows in columns, the first to the left and the others to the right. */
export function printTable(rows: readonly (readonly (string | number)[])[]): void {
  const cells = rows.map((row) => row.map(String))
  const widths = (cells[0] ?? []).map((_, i) =>
    Math.max(...cells.map((row) => row[i]?.length ?? 0))
  )
  for (const row of cells) {
    const line = row.map((cell, i) =>
      i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)
    )
    process.stdout.write(`${line.join('  ')}\n`)
  }
}
