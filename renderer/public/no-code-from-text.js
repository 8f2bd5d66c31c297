// Zod makes faster checks out of text where that is allowed. The page's policy forbids it, and each try is reported as a
// violation, among which a real one would be overlooked. Zod reads this before any module of the page has run, which an
// import could not promise: shared chunks run before the entry that imports them.
globalThis.__zod_globalConfig = { jitless: true };
