export const compareVotes = {};
