export const snippets = {
  title: "Snippets",
};
