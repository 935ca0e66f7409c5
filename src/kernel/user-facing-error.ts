/** Something the person who runs Cirro can mend: printed as a sentence, without a stack. */
export class UserFacingError extends Error {
  get userMessage(): string {
    return this.message;
  }
}
