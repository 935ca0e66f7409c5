/** Quotas and defaults, each with its AWS page. */
export {};
