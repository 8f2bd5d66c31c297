export const monaco = {};
