/** The tables. */
export {};
