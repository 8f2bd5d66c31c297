export const checks = { reason: {} };
