/** What is looked for in names, ids and descriptions, in units of UTF-16, as an input field counts them. */
export const longestSearch = 256;
/** So many CMKs can be named in one request. */
export const mostKeyIds = 1000;
