/** The standard normal quantile of 0.975: a two-sided 95 % interval reaches this many standard errors to each side. */
export const z95 = 1.959963984540054;
