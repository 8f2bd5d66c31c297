export const compareRows = {};
