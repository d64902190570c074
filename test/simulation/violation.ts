/** The system did what it promised never to do. `code` is stable, lower-kebab-case. */
export class Violation extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'Violation';
    this.code = code;
  }
}
