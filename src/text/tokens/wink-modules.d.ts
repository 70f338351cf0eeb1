// Parts of wink-nlp and its model that have no types of their own; only what is used here is declared.

/** What wink-nlp's tokeniser writes its tokens to. Its names start with an underscore. */
type WinkTokenSink = {
  _addToken(text: string, category: number, precedingSpaces: number): boolean
  _addTokenIfInCache(text: string, precedingSpaces: number): number
  isLexeme(text: string): unknown
}

type WinkCore = {
  readonly trex: unknown
  readonly preserve: unknown
  readonly tcat: {
    readonly hash: Readonly<Record<string, number>>
    readonly list: readonly string[]
  }
  readonly packing: { readonly config: unknown }
  readonly features: {
    readonly lexeme: { readonly hash: Readonly<Record<string, number | undefined>> }
    readonly pos: { readonly list: readonly string[] }
    readonly posClusters: { readonly list: readonly ReadonlySet<number>[] }
  }
}

type WinkFeatures = {
  pos(
    word: string,
    category: number,
    words: {
      lookup(word: string): readonly number[]
      posOf(index: number): number
      intrinsicSize(): number
    }
  ): number
}

declare module 'wink-nlp/src/cache.js' {
  export default function createCache(
    core: WinkCore,
    features: unknown
  ): {
    lookup(text: string): readonly number[] | null
    value(index: number): string
    normal(index: number): number
    nox(binaryWord: number): number
    mappedSpelling(index: number): number
    posOf(index: number): number
    property(index: number, name: string): number | string
    intrinsicSize(): number
  }
}

declare module 'wink-nlp/src/compile-trex.js' {
  export default function compile(trex: unknown): unknown
}

declare module 'wink-nlp/src/tokenizer.js' {
  export default function createTokenizer(
    trex: unknown,
    categories: Readonly<Record<string, number>>,
    preserve: unknown
  ): (sink: WinkTokenSink, text: string) => void
}

declare module 'wink-eng-lite-web-model/dist/load-core-model.js' {
  export default function load(): WinkCore
}

declare module 'wink-eng-lite-web-model/dist/load-pos-model.js' {
  export default function load(): { readonly machines: readonly string[] }
}

declare module 'wink-eng-lite-web-model/dist/feature.js' {
  export default function createFeatures(config: unknown): WinkFeatures
}
