/** What `work` comes to, or an error that says `late` where that takes longer than `ms`. Work that comes later still is nobody's. */
export async function within<T>(ms: number, work: Promise<T>, late: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${late()} within ${ms / 1_000} s.`)), ms);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
