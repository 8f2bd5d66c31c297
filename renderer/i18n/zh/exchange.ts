import type { exchange as english } from "../en/exchange.ts";

export const exchange: typeof english = {
  title: "导入与导出",
  note: {
    "unknown-field": "“{{field}}”在 Lathe 中没有对应的位置，已略过。",
    "file-missing": "所选文件中没有“{{path}}”；请选择整个文件夹以一并导入。",
    "file-outside": "“{{path}}”在所选文件夹之外，不会打开。",
    "code-inert": "“{{where}}”处的代码仅作为文本保留，不会运行。",
    "credential-dropped": "“{{field}}”可能包含密钥、请求头或地址，不会导入。",
    "syntax-kept": "该模板用到了 {{syntax}} 中变量以外的语法，已原样保留；改写之后才能发送。",
  },
};
