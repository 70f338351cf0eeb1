/**
 * Joins the options that a JSON request body carries with those of the caller, which weigh more.
 *
 * @param file - options beside the responses of a file
 * @param given - options from flags or from the query
 */
export function mergeOptions(
  file: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>
): Record<string, unknown> {
  const inner = (key: string) => {
    const both = { ...(file[key] as object | undefined), ...(given[key] as object | undefined) }
    return key in file || key in given ? { [key]: both } : {}
  }
  return { ...file, ...given, ...inner('themes'), ...inner('drivers') }
}
