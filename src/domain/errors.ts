/** Every way in which a caller can be wrong; `http/problem.ts` gives each its status and title. */
export type ErrorCode =
  | 'invalid-request'
  | 'unreadable-request'
  | 'unsupported-media-type'
  | 'request-too-large'
  | 'no-acceptable-response'
  | 'unreadable-file'
  | 'missing-column'
  | 'unknown-taxonomy'
  | 'invalid-theme-model'
  | 'invalid-count'
  | 'invalid-option'
  | 'survey-not-found'
  | 'survey-exists'
  | 'response-not-found'
  | 'theme-not-found'
  | 'key-not-found'
  | 'import-not-found'
  | 'webhook-not-found'
  | 'account-not-found'
  | 'rule-not-found'
  | 'invalid-signature'
  | 'secrets-key-missing'
  | 'invalid-key'
  | 'missing-scope'
  | 'rate-limited'
  | 'edit-conflict'
  | 'idempotency-key-reused'
  | 'request-in-progress'

/** One thing wrong with one place of a request. */
export type ErrorDetail = { readonly pointer: string; readonly detail: string }

/**
 * An error that the caller can mend. Messages say what was expected and what came, and never quote a comment.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly errors: readonly ErrorDetail[]

  constructor(code: ErrorCode, message: string, errors: readonly ErrorDetail[] = []) {
    super(message)
    this.name = new.target.name
    this.code = code
    this.errors = errors
  }
}

/** Counts that cannot be: a base below 1, or events outside [0, base]. */
export class InvalidCountError extends AppError {
  constructor(what: string, expected: string, got: number) {
    super('invalid-count', `${what}: expected ${expected}, got ${got}`)
  }
}

/** A setting outside its range. */
export class InvalidOptionError extends AppError {
  constructor(option: string, expected: string, got: unknown) {
    const detail = `expected ${expected}, got ${JSON.stringify(got)}`
    super('invalid-option', `${option}: ${detail}`, [{ pointer: `/${option}`, detail }])
  }
}

export class UnknownTaxonomyError extends AppError {
  constructor(name: string, known: readonly string[]) {
    super('unknown-taxonomy', `expected a taxonomy of ${known.join(', ')}, got "${name}"`, [
      { pointer: '/themes/taxonomy', detail: `expected one of ${known.join(', ')}` },
    ])
  }
}

export class InvalidThemeModelError extends AppError {
  constructor(detail: string) {
    super('invalid-theme-model', `theme model: ${detail}`, [{ pointer: '/themes/model', detail }])
  }
}

/** A thing that the path names and that the workspace does not have. */
export class NotFoundError extends AppError {
  constructor(
    kind: 'survey' | 'response' | 'theme' | 'key' | 'import' | 'webhook' | 'account' | 'rule',
    id: string
  ) {
    super(
      `${kind}-not-found`,
      `expected the id of ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind} in this workspace, got "${id}"`
    )
  }
}
