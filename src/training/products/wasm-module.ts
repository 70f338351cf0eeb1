// A WebAssembly module of one function, written byte by byte. Not here: what the function does (`kernel.ts`).

/** Bytes of instructions or of a part of a module. */
export type Bytes = readonly number[]

/** Unsigned LEB128. */
export function unsigned(value: number): Bytes {
  const low = value & 0x7f
  const rest = value >>> 7
  return rest === 0 ? [low] : [low | 0x80, ...unsigned(rest)]
}

const counted = (items: readonly Bytes[]): Bytes => [...unsigned(items.length), ...items.flat()]
const sized = (bytes: Bytes): Bytes => [...unsigned(bytes.length), ...bytes]
const section = (id: number, content: Bytes): Bytes => [id, ...sized(content)]
const named = (name: string): Bytes => sized([...new TextEncoder().encode(name)])

const I32 = 0x7f
const V128 = 0x7b

/** A function without a result, and the memory that it works on. */
export type KernelModule = {
  readonly name: string
  readonly pages: number
  /** Local variables in order: parameters (all i32), further integers, vectors. */
  readonly locals: { readonly params: number; readonly integers: number; readonly vectors: number }
  readonly body: Bytes
}

/**
 * The bytes of a module that exports one function and `memory`.
 *
 * @see WebAssembly Core Specification 2.0, section 5 (binary format)
 */
export function encodeModule({ name, pages, locals, body }: KernelModule): Uint8Array {
  const params = Array.from({ length: locals.params }, () => [I32])
  const declared = counted([
    [...unsigned(locals.integers), I32],
    [...unsigned(locals.vectors), V128],
  ])
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, counted([[0x60, ...counted(params), 0x00]])),
    ...section(3, counted([[0x00]])),
    ...section(5, counted([[0x00, ...unsigned(pages)]])),
    ...section(
      7,
      counted([
        [...named('memory'), 0x02, 0x00],
        [...named(name), 0x00, 0x00],
      ])
    ),
    ...section(10, counted([sized([...declared, ...body, 0x0b])])),
  ])
}

/** Value of a local variable. */
export const get = (local: number): Bytes => [0x20, ...unsigned(local)]
/** Sets a local variable to what `value` leaves. */
export const set = (local: number, value: Bytes): Bytes => [...value, 0x21, ...unsigned(local)]
/** An integer from 0 to 63. */
export const small = (value: number): Bytes => [0x41, value]
/** Sum of two integers. */
export const plus = (a: Bytes, b: Bytes): Bytes => [...a, ...b, 0x6a]
/** An integer times a power of two. */
export const times2 = (a: Bytes, power: number): Bytes => [...a, ...small(power), 0x74]
/** Repeats `body`, at least once, while `isLess[0] < isLess[1]`. */
export const repeatWhile = (isLess: readonly [Bytes, Bytes], body: Bytes): Bytes => [
  ...[0x03, 0x40],
  ...body,
  ...isLess.flat(),
  ...[0x49, 0x0d, 0x00, 0x0b],
]

const simd = (code: number): Bytes => [0xfd, ...unsigned(code)]
const DOUBLE_ALIGNMENT = 3

/** One double in both halves of a vector. */
export const loadTwice = (address: Bytes): Bytes => [...address, ...simd(0x0a), DOUBLE_ALIGNMENT, 0]
/** Two neighbouring doubles. */
export const loadPair = (address: Bytes, offset: number): Bytes => [
  ...address,
  ...simd(0x00),
  DOUBLE_ALIGNMENT,
  ...unsigned(offset),
]
/** A vector of zeros. */
export const zeros: Bytes = [...simd(0x0c), ...new Array<number>(16).fill(0)]
/** Sum of two vectors of doubles. */
export const addPairs = (a: Bytes, b: Bytes): Bytes => [...a, ...b, ...simd(0xf0)]
/** Product of two vectors of doubles, element by element. */
export const multiplyPairs = (a: Bytes, b: Bytes): Bytes => [...a, ...b, ...simd(0xf2)]
/** Stores two doubles as single-precision numbers. */
export const storeSingles = (address: Bytes, offset: number, pair: Bytes): Bytes => [
  ...address,
  ...pair,
  ...simd(0x5e),
  ...simd(0x5b),
  2,
  ...unsigned(offset),
  0,
]
