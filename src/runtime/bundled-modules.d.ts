// What the rules of `wrangler.toml` make of files that are no code.

declare module '*.bin' {
  const bytes: ArrayBuffer
  export default bytes
}

declare module '*.tsv' {
  const text: string
  export default text
}

declare module '*.wasm' {
  const module: WebAssembly.Module
  export default module
}
