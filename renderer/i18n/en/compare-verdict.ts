export const compareVerdict = {};
