/** A, B, C …: what an arm is called, by its place. */
export const armLetter = (place: number): string => String.fromCharCode(65 + place);
