export const suites = { title: "Suites" };
