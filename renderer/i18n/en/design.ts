export const design = {
  title: "Design",
};
