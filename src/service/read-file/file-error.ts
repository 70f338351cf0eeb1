import { AppError } from '../../domain/errors.ts'

/** A file that cannot be read as survey responses; the message says what was found and what to do. */
export class UnreadableFileError extends AppError {
  constructor(fileName: string, detail: string) {
    super('unreadable-file', `${fileName}: ${detail}`)
  }
}

/** A column that is needed and was not found. */
export class MissingColumnError extends AppError {
  constructor(fileName: string, detail: string) {
    super('missing-column', `${fileName}: ${detail}`)
  }
}
