/** The list of what a build wrote, in the build's folder: nothing else there is ever changed or removed. */
export const listName = ".waybill-files";
