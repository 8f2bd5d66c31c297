export const suites = { title: "用例集" };
