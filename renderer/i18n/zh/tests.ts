export const tests = { title: "测试" };
