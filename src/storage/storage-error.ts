/** The storage cannot go on. `userMessage` is a sentence for the person in front of it: what is wrong, what to do. */
export class StorageError extends Error {
  readonly userMessage: string;

  constructor(userMessage: string, options?: ErrorOptions) {
    super(userMessage, options);
    this.name = 'StorageError';
    this.userMessage = userMessage;
  }
}

/** The cloud is ending: nothing is wrong. */
export class StorageClosed extends StorageError {
  constructor() {
    super('The storage is closed.');
  }
}
