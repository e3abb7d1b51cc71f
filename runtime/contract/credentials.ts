/** `user:password`, as compound secrets are written. A password may have colons. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export function credentialsIn(text: string | undefined): Credentials | undefined {
  const colon = text?.indexOf(":") ?? -1;
  return text === undefined || colon < 1
    ? undefined
    : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
