/** How far this process's clock is off, milliseconds. */
export interface Shift {
  offsetMs: number;
}

/** All that asks for the time in this process hears another from now on, and so does what asks later when the offset changes. */
export function shiftClock(offsetMs: number): Shift {
  const shift = { offsetMs };
  const real = Date.now.bind(Date);
  const Real = Date;
  Date.now = () => real() + shift.offsetMs;
  // `new Date()` without a moment is of the same time.
  globalThis.Date = new Proxy(Real, {
    construct: (target, given: [], self) =>
      Reflect.construct(target, given.length === 0 ? [Real.now()] : given, self) as Date,
  });
  return shift;
}
