export const exchange = {
  title: "Import and export",
  note: {
    "unknown-field": "“{{field}}” has no place in Lathe and is left out.",
    "file-missing": "“{{path}}” was not among the files; choose the whole folder to take it in.",
    "file-outside": "“{{path}}” is outside of the chosen folder and is not opened.",
    "code-inert": "The code at “{{where}}” is kept as text and is not run.",
    "credential-dropped": "“{{field}}” may hold a key, a header or an address and is not taken over.",
    "syntax-kept":
      "The template uses more of {{syntax}} than variables; it is kept as it is and has to be rewritten before it can be sent.",
  },
};
