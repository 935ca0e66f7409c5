/** The service's errors, in AWS's words. */
export {};
