export const compareDialog = {};
